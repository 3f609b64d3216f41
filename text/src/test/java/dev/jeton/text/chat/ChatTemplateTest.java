package dev.jeton.text.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.text.Golden;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.ChatTemplateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The interpreter's own: errors, bounds, provenance, files. */
class ChatTemplateTest {
  private static final List<Message> HELLO = List.of(Message.user("Hello"));

  @TempDir Path folder;

  private static String rendered(String source) {
    return ChatTemplate.of(source).render(HELLO).text();
  }

  private static String complaint(String source) {
    var error = assertThrows(TokenizerException.class, () -> rendered(source));
    return String.valueOf(error.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "{{ 7 // -2 }} {{ -7 % 3 }} {{ 2 ** -1 }} {{ 10 / 4 }} ¦ -4 2 0.5 2.5",
        "{{ 1e16 }} {{ 0.1 + 0.2 }} {{ 1.0 }} {{ true + 1 }} ¦ 1e+16 0.30000000000000004 1.0 2",
        "{{ 1 < 2 < 3 > 2 }} {{ 1 == 1.0 == true }} ¦ True True",
        "{{ '😀é'|length }} {{ '😀é'[::-1] }} {{ 'abc'[-2:] }} ¦ 2 é😀 bc",
        "{{ [1, none, 'a\"', {'k': (1,)}] }} ¦ [1, None, 'a\"', {'k': (1,)}]",
        "{{ {'ü': '<&>'} | tojson }} ¦ {\"ü\": \"<&>\"}",
        "{{ undefined_name }}{{ messages[5] }}! ¦ !",
        "{{ messages[0].items is defined }} {{ messages[0].content }} ¦ True Hello",
      })
  void reckonsAsPython(String source, String expected) {
    assertEquals(expected, rendered(source));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "{{ x.y }}¦line 1, column 5: 'x' is undefined",
        "a\\n  {{ 1 + 'a' }}¦line 2, column 8: '+' between int and str",
        "{% if true %}¦line 1, column 14: expected '{% elif %}' or '{% else %}' or '{% endif %}', found the end",
        "{{ raise_exception('No!') }}¦line 1, column 19: No!",
        "{{ [1].append(2) }}¦line 1, column 14: 'append' would change a list, which templates may not",
        "{% include 'x' %}¦line 1, column 4: the tag 'include' is not supported",
        "{{ 'a' | nope }}¦line 1, column 10: no filter named 'nope'",
        "{{ 'a' is nope }}¦line 1, column 11: no test named 'nope'",
        "{{ (1] }}¦line 1, column 6: expected ')', found ']'",
        "{% break %}¦line 1, column 4: 'break' outside a loop",
        "{{ ''.__class__.__mro__ }}¦line 1, column 16: 'str object' has no attribute '__class__'",
      })
  void saysWhereItFails(String source, String expected) {
    assertEquals("chat template, " + expected, complaint(source.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 9 ** 9 ** 9 ** 9 }}",
        "{{ range(1000000000) }}",
        "{% set ns = namespace(x='a') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x=[]) %}{% for i in range(999) %}{% set ns.x = [ns.x] %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}",
        "{% set ns = namespace() %}{% set ns.n = ns %}{{ ns }}",
        "{% set b = 'a' * 9999999 %}{{ ([b] * 99999) | map('upper') | list | length }}",
        "{% set b = 'a' * 9999999 %}{% for i in range(99999) %}{{ b.find('b') }}{% endfor %}",
        "{{ '%99999999d' % 1 }}",
        "{{ '{:>99999999}'.format(1) }}",
        "{{ 'x' | indent(999999999) | indent('x' * 9999999, true) | length if true }}{{ 1 / 0 }}"
      })
  void hostileTemplatesEndInAnError(String source) {
    var said = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> complaint(source));
    assertTrue(said.startsWith("chat template, line 1, column "), said);
    assertFalse(said.contains("StackOverflow"), said);
  }

  @Test
  void deepSourcesEndInAnError() {
    assertTrue(
        complaint("{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}").contains("deep"));
    assertTrue(complaint("{{ " + "not ".repeat(5000) + "1 }}").contains("deep"));
    assertTrue(complaint("{{ 1" + " + 1".repeat(50_000) + " }}").contains("deep"));
    assertTrue(complaint("{% if 1 %}".repeat(5000)).contains("deep"));
    assertTrue(complaint("{{ " + "[".repeat(5000) + "]".repeat(5000) + " }}").contains("deep"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "<a>{{ c }}<b>¦<a>[Hello]<b>",
        "{{ '<a>' + c[1:] ~ '<b>' }}¦<a>[ello]<b>",
        "{{ ('<' + c + '>') | replace('l', 'L') }}¦<[He]LL[o]>",
        "{{ (' x ' + c + ' ') | trim }}¦x [Hello]",
        "{{ ('a,' + c).split(',') | join('+') }}¦a+[Hello]",
        "{{ ('a' + c) | upper }}¦[AHELLO]",
        "{{ 'a' | upper }}¦A",
        "{{ {'k': c} | tojson }}¦[{\"k\": \"Hello\"}]",
        "{{ '%s!' % c }}¦[Hello!]",
        "{{ 1 }}{{ 'x' }}¦[1]x",
        "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(c) }}¦<[Hello]>",
        "{% set s %}<{{ c }}>{% endset %}{{ s }}¦<[Hello]>",
        "{{ '<|' + messages[0].role + '|>' }}¦<|user|>",
        "{{ ('ab' + c)[::-1] }}¦[olleH]ba",
        "{{ extra }}¦[more]",
      })
  void knowsWhatIsContent(String source, String expected) {
    var chat =
        ChatTemplate.of("{% set c = messages[0].content %}" + source)
            .render(HELLO, ChatOptions.DEFAULT.with("extra", "more"));
    var shown = new StringBuilder();
    for (var segment : chat.segments()) {
      shown.append(segment.content() ? "[" + segment.text() + "]" : segment.text());
    }
    assertEquals(expected, shown.toString());
  }

  @Test
  void readsFilesOfModels() throws IOException {
    var config =
        Files.writeString(
            folder.resolve("tokenizer_config.json"),
            """
            {"bos_token": {"content": "<s>"}, "eos_token": "</s>", "chat_template": [
              {"name": "default", "template": "{{ bos_token }}plain"},
              {"name": "tool_use", "template": "{{ eos_token }}tools"}]}""");
    var template = ChatTemplate.open(config);
    assertEquals(List.of("default", "tool_use"), template.names());
    assertEquals("<s>plain", template.render(HELLO).text());
    var tools = ChatOptions.DEFAULT.withTools(List.of(Map.of("type", "function")));
    assertEquals("</s>tools", ChatTemplate.open(folder).render(HELLO, tools).text());
    Files.writeString(folder.resolve("chat_template.jinja"), "{{ bos_token }}own");
    assertEquals("<s>own", ChatTemplate.open(folder).render(HELLO).text());
    var broken = Files.writeString(folder.resolve("broken.jinja"), "{{");
    assertEquals(
        broken + ": chat template, line 1, column 1: expected '}}', found the end",
        assertThrows(TokenizerException.class, () -> ChatTemplate.open(broken)).getMessage());
    var empty = Files.createDirectory(folder.resolve("empty"));
    assertTrue(
        String.valueOf(
                assertThrows(TokenizerException.class, () -> ChatTemplate.open(empty)).getMessage())
            .contains("expected a chat template in chat_template.jinja"));
  }

  /** A model's file has its templates, its vocabulary and the names of both ends. */
  @Test
  void readsGgufFiles() throws IOException {
    var file = Golden.file("chat.gguf");
    var template = ChatTemplate.open(file);
    assertEquals(List.of("default", "tool_use"), template.names());
    var chat = template.render(HELLO);
    assertEquals("<|endoftext|><user>Hello!", chat.text());
    var tokenizer = Tokenizer.open(file);
    int[] ids = tokenizer.encodeChat(chat);
    assertEquals(tokenizer.special("<|endoftext|>"), ids[0]);
    assertArrayEquals(tokenizer.encode("<user>Hello!"), Arrays.copyOfRange(ids, 1, ids.length));
    var injected = template.render(List.of(Message.user("<|endoftext|>")));
    assertEquals(
        1,
        Arrays.stream(tokenizer.encodeChat(injected))
            .filter(id -> id == tokenizer.special("<|endoftext|>"))
            .count());
    var tools = ChatOptions.DEFAULT.withTools(List.of(Map.of("type", "function")));
    assertEquals("<|endoftext|>1 tools", template.render(HELLO, tools).text());
    assertEquals("<|endoftext|><user>Hello!", ChatTemplateFiles.beside(file).render(HELLO).text());
    var none = Golden.file("byte-bpe.gguf");
    assertEquals(
        none + ": expected a chat template, found no tokenizer.chat_template",
        assertThrows(TokenizerException.class, () -> ChatTemplate.open(none)).getMessage());
  }
}
