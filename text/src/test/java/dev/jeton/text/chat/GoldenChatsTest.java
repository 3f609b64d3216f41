package dev.jeton.text.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.text.SpecialTokens;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.TokenizerFiles;
import dev.jeton.text.train.BpeTrainer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates in the ways of real models, on each conversation of chats.jsonl: see README.md. */
class GoldenChatsTest {
  private static final Pattern CONTROL =
      Pattern.compile(
          "<[|｜][^<>]*[|｜]>|\\[/?[A-Z_]+]|</?s>|<(?:start|end)_of_turn>|</?(?:think|tool_call|tool_response|tools)>");

  private static final Map<String, String> SPECIAL =
      Map.of("bos_token", "<s>", "eos_token", "</s>");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-07-05T14:03:09Z"), ZoneOffset.UTC); // as in chat.py

  static Stream<String> names() throws IOException, URISyntaxException {
    try (var files = Files.list(resource("templates"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".jinja", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void rendersAsJinja(String name) throws IOException, URISyntaxException {
    var template = template(name);
    var chats = chats();
    var answers = lines("golden/" + name + ".jsonl");
    assertEquals(chats.size(), answers.size());
    for (int i = 0; i < chats.size(); i++) {
      var chat = chats.get(i);
      var expected =
          ((Map<?, ?>) Objects.requireNonNull(Chat.JSON.read(bytes(answers.get(i))))).get("text");
      if (expected == null) {
        var error =
            assertThrows(
                TokenizerException.class, () -> template.render(chat.messages(), chat.options()));
        assertTrue(
            String.valueOf(error.getMessage()).startsWith("chat template, line "),
            error::getMessage);
      } else {
        assertEquals(
            expected, template.render(chat.messages(), chat.options()).text(), name + " " + i);
      }
    }
  }

  /** Where the conversation is trusted, as there, or has no part in a control token. */
  @ParameterizedTest
  @MethodSource("names")
  void givesTheIdsOfTransformers(String name) throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(resource("tokenizer.json"));
    var chats = chats();
    var answers = lines("ids/" + name + ".jsonl");
    assertEquals(chats.size(), answers.size());
    for (int i = 0; i < chats.size(); i++) {
      var chat = chats.get(i);
      var expected = Chat.JSON.read(bytes(answers.get(i)));
      if (!(expected instanceof List<?> ids)) {
        assertThrows(
            TokenizerException.class, () -> template(name).render(chat.messages(), chat.options()));
        continue;
      }
      var rendered = template(name).render(chat.messages(), chat.options());
      assertEquals(ids, numbers(tokenizer.with(SpecialTokens.ALLOW).encodeChat(rendered)), name);
      if (found(rendered.text()).equals(meant(rendered))) {
        assertEquals(ids, numbers(tokenizer.encodeChat(rendered)), name + " " + i);
      }
    }
  }

  private static List<BigInteger> numbers(int[] ids) {
    return Arrays.stream(ids).mapToObj(BigInteger::valueOf).toList();
  }

  /** No control id stands for anything in which the conversation has a part. */
  @ParameterizedTest
  @MethodSource("names")
  void contentNeverBecomesControl(String name) throws IOException, URISyntaxException {
    var source = Files.readString(resource("templates/" + name + ".jinja"));
    var tokenizer = tokenizer(source);
    for (var chat : chats()) {
      RenderedChat rendered;
      try {
        rendered = template(name).render(chat.messages(), chat.options());
      } catch (TokenizerException e) {
        continue; // the template refuses it, see above
      }
      int[] safe = tokenizer.encodeChat(rendered);
      assertEquals(rendered.text(), tokenizer.decode(safe));
      assertEquals(meant(rendered), controls(tokenizer, safe), rendered::text);
      int[] trusted = tokenizer.with(SpecialTokens.ALLOW).encodeChat(rendered);
      assertArrayEquals(
          tokenizer.bare().with(SpecialTokens.ALLOW).encode(rendered.text()), trusted);
      if (rendered.segments().stream()
              .noneMatch(s -> s.content() && CONTROL.matcher(s.text()).find())
          && controls(tokenizer, trusted).equals(meant(rendered))) {
        assertArrayEquals(trusted, safe);
        assertArrayEquals(trusted, tokenizer.with(SpecialTokens.REFUSE).encodeChat(rendered));
      } else {
        assertThrows(
            TokenizerException.class,
            () -> tokenizer.with(SpecialTokens.REFUSE).encodeChat(rendered));
      }
    }
  }

  private static List<String> found(String text) {
    return CONTROL.matcher(text).results().map(MatchResult::group).toList();
  }

  /** The control tokens that stand wholly in what the template wrote, in their order. */
  private static List<String> meant(RenderedChat chat) {
    return chat.segments().stream()
        .filter(segment -> !segment.content())
        .flatMap(segment -> found(segment.text()).stream())
        .toList();
  }

  private static List<String> controls(Tokenizer tokenizer, int[] ids) {
    return Arrays.stream(ids).filter(tokenizer::isSpecial).mapToObj(tokenizer::decode).toList();
  }

  /** Bytes, and all control tokens that the templates or the conversations write. */
  private static Tokenizer tokenizer(String source) throws IOException, URISyntaxException {
    var tokens =
        new TreeSet<String>(
            List.of(
                "<s>",
                "</s>",
                "<|system|>",
                "<|user|>",
                "<|assistant|>",
                "<|developer|>",
                "<|tool|>"));
    for (var text : List.of(source, String.join("\n", lines("chats.jsonl")))) {
      CONTROL.matcher(text).results().forEach(found -> tokens.add(found.group()));
    }
    var trainer =
        new BpeTrainer(
            new BpeTrainer.Settings(
                BpeTrainer.Alphabet.BYTES, 256 + tokens.size(), 0, 256, List.copyOf(tokens)));
    trainer.add("a");
    return TokenizerFiles.of(trainer.tokenizerJson());
  }

  private static ChatTemplate template(String name) throws IOException, URISyntaxException {
    return ChatTemplate.of(
        Map.of("default", Files.readString(resource("templates/" + name + ".jinja"))), SPECIAL);
  }

  private static List<Chat> chats() throws IOException, URISyntaxException {
    return lines("chats.jsonl").stream()
        .map(line -> Chat.parse(bytes(line)))
        .map(chat -> new Chat(chat.messages(), chat.options().withClock(CLOCK)))
        .toList();
  }

  private static List<String> lines(String name) throws IOException, URISyntaxException {
    return Files.readAllLines(resource(name));
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(GoldenChatsTest.class.getResource(name)).toURI());
  }
}
