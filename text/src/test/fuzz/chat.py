"""Answers of jinja2 and transformers for chat templates.

  chat.py fuzz SEED COUNT OUT         random templates with variables, and what they render to
  chat.py golden TEMPLATES CHATS OUT  for each template a file of what it makes of each conversation
  chat.py tokenizer TEMPLATES CHATS OUT        learns a tokenizer.json with the control tokens in these
  chat.py ids TEMPLATES CHATS TOKENIZER OUT NAMES  ids of apply_chat_template(tokenize=True); NAMES of templates, all without

Needs jinja2 and transformers (no torch). A line of the output has "text", or "error" where rendering fails.
"""

import datetime
import json
import pathlib
import random
import sys

import transformers
import transformers.utils.chat_template_utils as chat

NOW = datetime.datetime(2026, 7, 5, 14, 3, 9)


class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


chat.datetime = Clock


COMPILE = chat._compile_jinja_template
ENVIRONMENTS = []


def compiled(template):
    """Templates in the one environment that transformers makes anew for each."""
    if not ENVIRONMENTS:
        ENVIRONMENTS.append(COMPILE("").environment)
    return ENVIRONMENTS[0].from_string(template)


chat._compile_jinja_template = compiled


def rendered(template, messages, tools, documents, add_generation_prompt, variables):
    try:
        conversation = chat._normalize_chat_messages(messages)
        texts, _ = chat.render_jinja_template(
            conversations=[conversation],
            tools=tools,
            documents=documents,
            chat_template=template,
            add_generation_prompt=add_generation_prompt,
            **variables,
        )
        texts[0].encode("utf-8")
        return {"text": texts[0]}
    except UnicodeEncodeError:
        return None
    except Exception as e:  # whatever goes wrong there must go wrong here
        return {"error": f"{type(e).__name__}: {e}"[:300]}


VARIABLES = {
    "s": "Hello, World! ",
    "t": "  αβΓ ß\n\tstraße ǅ ",
    "e": "",
    "w": "one two  three-four\nfive",
    "j": 'a "quote" <b> \\ \u0001 é 😀 \u2028',
    "n": 7,
    "m": -3,
    "z": 0,
    "f": 2.5,
    "g": -0.1,
    "b": True,
    "c": False,
    "u": None,
    "l": [3, 1, 2],
    "k": ["b", "A", "c", "a"],
    "p": [{"name": "x", "value": 1, "on": True}, {"name": "y", "value": 2.0}, {"name": "Z", "on": False}],
    "d": {"name": "get_weather", "parameters": {"type": "object", "items": [1, None, True]}, "n": 1.5, "é": "<&>"},
    "x": {},
    "y": [],
    "h": [["a", 1], ["b", 2]],
}
STRINGS = ["s", "t", "e", "w", "j"]
NUMBERS = ["n", "m", "z", "f", "g", "b", "c"]
LISTS = ["l", "k", "p", "y", "h"]
DICTS = ["d", "x"]


class Maker:
    def __init__(self, random):
        self.r = random
        self.names = []

    def one(self, *choices):
        return self.r.choice(choices)

    def literal(self):
        return self.one(
            "'a'", '"b c"', "''", "'\\n'", "'<|x|>'", "'é\\u00e9'", "0", "1", "2", "-1", "10", "1.5", "1e3", "3.0",
            "true", "false", "none", "[]", "{}", "()", "[1, 2]", "{'a': 1, 'b': [2]}", "(1, 'x')", "'%s'", "100000000000000000000",
        )

    def pick(self, depth, *choices):
        """One of the choices, with an expression of its kind for each of §S, §N, §B, §L, §D, §A and §R."""
        kinds = {"S": self.string, "N": self.number, "B": self.bool, "L": self.list, "D": self.dict, "A": self.any}
        parts = self.one(*choices).split("§")
        return parts[0] + "".join(
            (self.bound() if part[0] == "R" else kinds[part[0]](depth - 1)) + part[1:] for part in parts[1:]
        )

    def string(self, depth):
        r = self.r.random()
        if depth <= 0 or r < 0.3:
            return self.one(*STRINGS, "'abc'", "' x '", "'a,b,c'", "'Hello world'", "''")
        return self.pick(depth, 
            f"§S.strip()", f"§S.lstrip()", f"§S.rstrip()", f"§S.strip('H !')", f"§S.upper()", f"§S.lower()",
            f"§S.title()", f"§S.capitalize()", f"§S.swapcase()", f"§S.replace('l', 'LL')", f"§S.replace('', '-')",
            f"§S.replace('o', '', 1)", f"§S[§R:§R]", f"§S[§R:§R:{self.one('1', '2', '-1', '-2', '')}]",
            f"(§S ~ §A)", f"(§S + §S)", f"§S|trim", f"§S|upper", f"§S|lower",
            f"§S|title", f"§S|capitalize", f"§S|replace('a', 'b')", f"§S|indent", f"§S|indent(2, true)", f"§S|indent(1, false, true)",
            f"§S|string", f"§A|string", f"§A|tojson", f"§A|tojson(indent={self.one(0, 2, 4)})",
            f"§A|tojson(sort_keys=true)", f"§A|tojson(ensure_ascii=true)", f"§A|tojson(separators=(',', ':'))",
            f"§L|join({self.one('', repr(', '), repr('-'))})", f"', '.join(§L)", f"§S.split({self.one('', repr(' '), repr('l'))})[{self.one(0, -1, 1)}]",
            f"§S|first", f"§S|last", f"§S|reverse", f"(§S * {self.one(0, 1, 3, -1)})", f"'%s|%5s|%-4d|%.2f' % (§S, §S, §N, §N)",
            f"'%s' % §A", f"'{{}} {{}}'.format(§S, §N)", f"'{{0:>8}}|{{a:^7}}|{{0:.2}}'.format(§S, a=§S)",
            f"§S.partition(' ')[{self.one(0, 1, 2)}]", f"§S.rpartition('o')|join('|')", f"§S.removeprefix('H')", f"§S.removesuffix(' ')",
            f"§S.center(12)", f"§S.ljust(9, '.')", f"§S.rjust(9)", f"§S.zfill(6)", f"§S|center(15)", f"§S|truncate(9)", f"§S|truncate(6, true, '')",
            f"§S|default('?', true)", f"§S[{self.one(0, 1, -1, 50)}]", f"(§S if §B else §S)",
        )

    def bound(self):
        return self.one("", "", "0", "1", "2", "-1", "-3", "5", "100", "none")

    def number(self, depth):
        if depth <= 0 or self.r.random() < 0.3:
            return self.one(*NUMBERS, "1", "2", "3", "-4", "0.5", "12345678901234567890", "1e16", "1e-5", "255")
        return self.pick(depth, 
            f"(§N + §N)", f"(§N - §N)", f"(§N * §N)", f"(§N / §N)", f"(§N // §N)", f"(§N % §N)", f"(§N ** {self.one(0, 2, 3, -1, 0.5)})",
            f"-§N", f"+§N", f"§N|int", f"§N|float", f"§N|abs", f"§N|round", f"§N|round({self.one(0, 1, 2)})", f"§N|round(1, 'floor')", f"§N|round(0, 'ceil')",
            f"§S|length", f"§L|length", f"§L|count", f"§S|int", f"§S|float",
            f"'{self.one(' 42 ', '3.7', '-5', '1_000', 'x', '1e3', '0x1f', '')}'|int", f"'ff'|int(0, 16)", f"§S.find({self.one(repr('l'), repr('o'), repr(''))})",
            f"§S.rfind('o')", f"§S.count('l')", f"§S.find('o', 5)", f"[§N, §N]|sum", f"[§N, §N]|max", f"[§N, §N]|min",
            f"§S|wordcount",
        )

    def bool(self, depth):
        if depth <= 0 or self.r.random() < 0.2:
            return self.one("true", "false", "b", "c", "s", "e", "l", "y", "n == 7", "q is defined")
        return self.pick(depth, 
            f"§A == §A", f"§A != §A", f"§N < §N", f"§N >= §N", f"§N < §N <= §N",
            f"not §A", f"(§B and §B)", f"(§B or §B)", f"§S in §S",
            f"§A in §L", f"§A not in §L", f"§S in §D",
            f"§A is {self.one('', 'not ')}{self.one('defined', 'undefined', 'none', 'string', 'mapping', 'iterable', 'number', 'boolean', 'true', 'false', 'integer', 'float', 'sequence', 'callable', 'upper', 'lower')}",
            f"§N is {self.one('odd', 'even', 'divisibleby(2)', 'divisibleby 3')}", f"§A is equalto(§A)", f"§A is eq(§A)", f"§A is in §L",
            f"§S.startswith({self.one(repr('H'), repr(' '), repr(''), '(' + repr('a') + ', ' + repr('H') + ')')})", f"§S.endswith({self.one(repr('!'), repr(' '))})",
            f"§S.{self.one('isdigit', 'isalpha', 'isalnum', 'isspace', 'isupper', 'islower')}()", f"§S < §S",
            f"§L < §L",
        )

    def list(self, depth):
        if depth <= 0 or self.r.random() < 0.3:
            return self.one(*LISTS, "[1, 2, 3]", "['x', 'y']", "range(4)", "range(5, 0, -2)", "(1, 2)", "[]", "[[1, 2], [3]]")
        return self.pick(depth, 
            f"[§A, §A]", f"(§A, §A)", f"(§L + §L)", f"§L[§R:§R]", f"§L[::{self.one('-1', '2')}]",
            f"§L|list", f"§L|reverse|list", f"§L|sort", f"§L|sort(reverse=true)", f"k|sort(case_sensitive=true)", f"p|sort(attribute='name')", f"p|map(attribute='name')|list", f"p|map(attribute='value', default=0)|list",
            f"p|selectattr('on')|list", f"p|selectattr('on', 'defined')|list", f"p|rejectattr('on')|map(attribute='name')|list", f"p|selectattr('name', 'equalto', 'x')|list", f"p|selectattr('value', 'gt', 1)|list", f"§L|select|list", f"§L|select('string')|list",
            f"§L|reject('number')|list", f"§L|map('string')|list", f"k|map('upper')|list", f"k|unique|list", f"§L|unique|list", f"§D|dictsort", f"§D|items|list", f"§D.items()|list", f"§D.keys()|list",
            f"§D.values()|list", f"§D|list", f"§S.split({self.one('', repr(' '), repr('l'), repr('l') + ', 1', 'none, 1')})", f"§S.rsplit({self.one('', repr(' ') + ', 1', repr('o'), 'none, 2')})",
            f"§S.splitlines()", f"§S|list", f"§L|batch(2)|list", f"(§L * 2)", f"[§A]|map('default', 'D')|list", f"h|map('first')|list", f"h|map('last')|list", f"k|map('replace', 'a', 'b')|list", f"k|map('length')|list",
        )

    def dict(self, depth):
        if depth <= 0 or self.r.random() < 0.5:
            return self.one(*DICTS, "{'a': 1}", "{'b': 'x', 'a': none}", "{}", "dict(a=1, b='c')", "{1: 'a', true: 'b', 2.5: 'c'}")
        return self.pick(depth, f"{{§S: §A}}", f"dict(§D, z=§A)", f"dict(§D)", f"{{'k': §A, 'l': §A}}", "p[0]", "p|first", "p|last", "h|items")

    def any(self, depth):
        r = self.r.random()
        if depth <= 0:
            return self.one(self.literal(), self.one(*VARIABLES), self.one(*(self.names or ["s"])), "q")
        if r < 0.3:
            return self.string(depth)
        if r < 0.5:
            return self.number(depth)
        if r < 0.62:
            return f"({self.bool(depth)})"
        if r < 0.77:
            return self.list(depth)
        if r < 0.85:
            return self.dict(depth)
        return self.pick(depth, 
            f"§A.name", f"§A['name']", f"§A[{self.one('0', '-1', repr('items'), 'n')}]", f"§A.get('name')", f"§A.get('no', 'none')", f"§A|default('D')", f"§A|first", f"§A|last",
            f"d.parameters.type", f"d['parameters']['items'][{self.one(0, 1, 2, 3)}]", f"q|default(§A)", f"q.x|default(1)", f"(§A if §B)", f"(§A or §A)", f"(§A and §A)", f"p[{self.one(0, 1, -1)}].on", f"§A|attr('name')", f"d.items", f"l.append(1)", f"d.update({{}})",
        )

    def space(self):
        return self.one("", "", "", " ", "\n", "\n\n", "  ", " \n  ", "x", "a b\n")

    def tag(self, inside):
        a, b = self.one("", "", "-", "-", "+"), self.one("", "", "-", "-", "+")
        return f"{{%{a} {inside} {b}%}}"

    def output(self, expression):
        a, b = self.one("", "", "-"), self.one("", "", "-")
        return f"{{{{{a} {expression} {b}}}}}"

    def target(self):
        name = self.one("v1", "v2", "v3")
        return name

    def statement(self, depth):
        r = self.r.random()
        if depth <= 0 or r < 0.4:
            return self.output(self.any(2))
        if r < 0.5:
            name = self.target()
            value = self.any(2)
            self.names.append(name)
            return self.tag(f"set {name} = {value}")
        if r < 0.55:
            name = self.target()
            text = self.tag(f"set {name}{self.one('', ' | trim', ' | upper | trim')}") + self.body(depth - 1) + self.tag("endset")
            self.names.append(name)
            return text
        if r < 0.68:
            text = self.tag(f"if {self.bool(2)}") + self.body(depth - 1)
            while self.r.random() < 0.3:
                text += self.tag(f"elif {self.bool(2)}") + self.body(depth - 1)
            if self.r.random() < 0.5:
                text += self.tag("else") + self.body(depth - 1)
            return text + self.tag("endif")
        if r < 0.86:
            return self.loop(depth)
        if r < 0.92:
            return self.macro(depth)
        if r < 0.95:
            return self.tag("set ns = namespace(i=0, s='')") + self.tag(f"for i in {self.list(1)}") + self.tag("set ns.i = ns.i + 1") + self.tag("set ns.s = ns.s ~ i") + self.body(0) + self.tag("endfor") + self.output("ns.i ~ ns.s")
        return self.one(
            "{# a comment #}", "{#- a comment -#}", "  {#+ a\ncomment #}\n", "{% raw %} {{ x }} {% endraw %}", "  {%- raw -%} {% if %} {%- endraw %}\n", self.tag("generation") + self.body(depth - 1) + self.tag("endgeneration"),
            self.tag("filter upper | trim") + self.body(depth - 1) + self.tag("endfilter"), self.tag(f"with v1 = {self.any(1)}, v2 = v1") + self.output("v1 ~ v2") + self.body(depth - 1) + self.tag("endwith"), "{{ strftime_now('%d %B %Y, %a %-d %I:%M %p') }}",
            "{{ raise_exception('no') }}" if self.r.random() < 0.2 else "",
        )

    def loop(self, depth):
        test = self.one("", "", f" if {self.bool(1)}", " if i")
        kind = self.r.random()
        if kind < 0.6:
            text = self.tag(f"for i in {self.list(2)}{test}")
        elif kind < 0.8:
            text = self.tag(f"for i, v3 in {self.one('d.items()', 'h', 'x|items', 'd|dictsort', self.list(1))}")
        else:
            text = self.tag(f"for i in {self.any(2)}{test}")
        self.names.append("i")
        inside = self.one(
            "", self.output("loop." + self.one("index", "index0", "first", "last", "length", "revindex", "revindex0", "depth", "previtem", "nextitem")),
            self.tag(f"if {self.one('not loop.last', 'loop.first', 'loop.index > 2', 'loop.index0 % 2')}") + self.one(", ", self.tag("break"), self.tag("continue")) + self.tag("endif"),
            self.output("loop.cycle('a', 'b')"), self.output("loop.changed(i)"),
        )
        text += inside + self.output("i") + self.body(depth - 1)
        if self.r.random() < 0.25:
            text += self.tag("else") + self.body(depth - 1)
        return text + self.tag("endfor")

    def macro(self, depth):
        name = self.one("m1", "m2")
        extra = self.one("", "", self.output("varargs"), self.output("kwargs"), self.output("caller()") if self.r.random() < 0.5 else "")
        text = self.tag(f"macro {name}(a, o=2, w={self.any(0)})") + self.output("a") + extra + self.body(depth - 1) + self.output("o ~ w") + self.tag("endmacro")
        call = self.one("1", "s, 3", "o=l, a=n", "1, 2, 3, 4", "", "1, z=3", "*l", "**{'a': 1}", "s, w='z'")
        if self.r.random() < 0.3:
            return text + self.tag(f"call {name}({call})") + self.body(depth - 1) + self.tag("endcall")
        return text + self.output(f"{name}({call})")

    def body(self, depth):
        return "".join(self.space() + self.statement(depth) + self.space() for _ in range(self.r.randint(1, 2)))

    def template(self):
        self.names = []
        if self.r.random() < 0.5:
            return "{{ " + self.any(4) + " }}"
        return self.body(2)


def fuzz(seed, count, out):
    maker = Maker(random.Random(seed))
    with open(out, "w", encoding="utf-8") as file:
        written = 0
        while written < count:
            template = maker.template()
            answer = rendered(template, [{"role": "user", "content": "Hello"}], None, None, True, VARIABLES)
            text = (answer or {}).get("text", "")
            if answer is None or " at 0x" in text or "<bound" in text or "<built-in" in text or "<function" in text or "<Macro" in text or len(text) > 20000:
                continue  # addresses, and what prints otherwise here
            file.write(json.dumps({"template": template, "variables": VARIABLES, **answer}) + "\n")
            written += 1


def golden(templates, chats, out):
    pathlib.Path(out).mkdir(exist_ok=True)
    lines = [json.loads(line) for line in pathlib.Path(chats).read_text(encoding="utf-8").split("\n") if line]
    tokens = {"bos_token": "<s>", "eos_token": "</s>"}
    for path in sorted(pathlib.Path(templates).glob("*.jinja")):
        source = path.read_text(encoding="utf-8")
        with open(pathlib.Path(out) / (path.stem + ".jsonl"), "w", encoding="utf-8") as file:
            for line in lines:
                answer = rendered(
                    source, line["messages"], line.get("tools"), line.get("documents"), line.get("add_generation_prompt", True),
                    {**tokens, **line.get("chat_template_kwargs", {})},
                )
                file.write(json.dumps(answer, ensure_ascii=False) + "\n")


CONTROL = r"<[|｜][^<>]*[|｜]>|\[/?[A-Z_]+]|</?s>|<(?:start|end)_of_turn>|</?(?:think|tool_call|tool_response|tools)>"


def tokenizer(templates, chats, out):
    import re
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

    texts = [path.read_text(encoding="utf-8") for path in [*sorted(pathlib.Path(templates).glob("*.jinja")), pathlib.Path(chats)]]
    roles = ["<|system|>", "<|user|>", "<|assistant|>", "<|developer|>", "<|tool|>"]
    tokens = sorted({"<s>", "</s>", *roles, *(found for text in texts for found in re.findall(CONTROL, text))})
    plain = [t for t in tokens if t[1:].lstrip("/").startswith(("think", "tool"))]
    t = Tokenizer(models.BPE())
    t.pre_tokenizer, t.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    t.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=1200, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    t.add_special_tokens([token for token in tokens if token not in plain])
    t.add_tokens([AddedToken(token, normalized=False) for token in plain])
    t.save(out, pretty=False)


def ids(templates, chats, file, out, *names):
    from transformers import PreTrainedTokenizerFast

    pathlib.Path(out).mkdir(exist_ok=True)
    lines = [json.loads(line) for line in pathlib.Path(chats).read_text(encoding="utf-8").split("\n") if line]
    t = PreTrainedTokenizerFast(tokenizer_file=file, bos_token="<s>", eos_token="</s>")
    for path in sorted(pathlib.Path(templates).glob("*.jinja")):
        if names and path.stem not in names:
            continue
        with open(pathlib.Path(out) / (path.stem + ".jsonl"), "w", encoding="utf-8") as results:
            for line in lines:
                try:
                    answer = t.apply_chat_template(
                        line["messages"], tools=line.get("tools"), documents=line.get("documents"), chat_template=path.read_text(encoding="utf-8"),
                        add_generation_prompt=line.get("add_generation_prompt", True), tokenize=True, return_dict=False,
                        **line.get("chat_template_kwargs", {}))
                except Exception:  # see golden
                    answer = None
                results.write(json.dumps(answer, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    import jinja2

    print("jinja2", jinja2.__version__, "transformers", transformers.__version__)
    if sys.argv[1] == "fuzz":
        fuzz(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        {"golden": golden, "tokenizer": tokenizer, "ids": ids}[sys.argv[1]](*sys.argv[2:])
