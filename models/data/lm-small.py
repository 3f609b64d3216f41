#!/usr/bin/env python3
"""Makes the English prose of lm-small from Debian packages: one text file per document.

    apt-get download $(python3 lm-small.py --packages)
    for d in *.deb; do dpkg -x $d x/${d%%_*}; done
    python3 lm-small.py x prose

and its Java from the JDK's sources, without the licence at the head of each file:

    python3 lm-small.py --java $JAVA_HOME/lib/src.zip java
"""
import glob, gzip, hashlib, html.parser, os, re, sys, zipfile, zlib

MB = 1_000_000
SOURCES = [  # package, files below it, most bytes of text
    ("r-cran-janeaustenr", "usr/lib/R/site-library/janeaustenr/data/Rdata.rdb", 9 * MB),
    ("rust-doc", "usr/share/doc/rust-doc/html/{book,edition-guide,embedded-book,nomicon,reference,rust-by-example,rustdoc,cargo}/**/*.html", 4 * MB),
    ("postgresql-doc-15", "usr/share/doc/postgresql-doc-15/html/*.html", 5 * MB),
    ("python3.11-doc", "usr/share/doc/python3.11/html/**/*.html", 5 * MB),
    ("perl-doc", "usr/share/perl/5.36.0/pod/*.pod", 4 * MB),
    ("apache2-doc", "usr/share/doc/apache2-doc/manual/en/**/*.html", 3 * MB),
    ("git-doc", "usr/share/doc/git/**/*.txt", 2 * MB),
    ("gnome-user-docs", "usr/share/help/C/**/*.page", 3 * MB),
    ("debian-handbook", "usr/share/doc/debian-handbook/html/en-US/*.html", 3 * MB),
    ("debian-policy", "usr/share/doc/debian-policy/policy.html/*.html", 2 * MB),
    ("developers-reference", "usr/share/doc/developers-reference/**/*.html", 2 * MB),
    ("debian-reference-en", "usr/share/debian-reference/*.en.html", 2 * MB),
    ("debian-faq", "usr/share/doc/debian/FAQ/*.html", 2 * MB),
    ("debian-history", "usr/share/doc/debian-history/docs/*.en.html", 2 * MB),
    ("dict-jargon", "usr/share/dictd/jargon.dict.dz", 2 * MB),
    ("dict-devil", "usr/share/dictd/devil.dict.dz", 2 * MB),
]
BLOCKS = "p div h1 h2 h3 h4 h5 h6 li tr pre dt dd table ul ol section title br item note steps info desc".split()


class Words(html.parser.HTMLParser):
    """The text of a page: paragraphs on lines of their own, preformatted text as it is."""

    def __init__(self):
        super().__init__()
        self.out, self.hidden, self.pre = [], 0, 0

    def handle_starttag(self, tag, attrs):
        classes = dict(attrs).get("class") or ""
        if tag in ("script", "style", "nav", "head", "button") :
            self.hidden += 1
        if tag == "pre":
            self.pre += 1
        if tag in BLOCKS:
            self.out.append("\n")

    def handle_endtag(self, tag):
        if tag in ("script", "style", "nav", "head", "button"):
            self.hidden = max(0, self.hidden - 1)
        if tag == "pre":
            self.pre = max(0, self.pre - 1)
        if tag in BLOCKS:
            self.out.append("\n")

    def handle_data(self, data):
        if not self.hidden:
            self.out.append(data if self.pre else re.sub(r"\s+", " ", data))


def page(text):
    words = Words()
    words.feed(text)
    lines = [l.rstrip() for l in "".join(words.out).split("\n")]
    lines = [re.sub(r"^ ", "", l) for l in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def pod(text):
    text = re.sub(r"[A-Z]<<+ (.*?) >>+", r"\1", text)
    for _ in range(3):
        text = re.sub(r"[BCFIXZS]<([^<>]*)>", r"\1", text)
        text = re.sub(r"L<(?:[^<>|]*\|)?([^<>]*)>", r"\1", text)
    text = re.sub(r"E<lt>", "<", text)
    text = re.sub(r"E<gt>", ">", text)
    text = re.sub(r"(?m)^=(head\d|item|over|back|cut|encoding|pod|begin|end|for)[ \t]*", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def novels(data):
    """The character vectors of an R lazy-load database: records of a length and a zlib stream."""
    at = 0
    while at < len(data):
        found = data.find(b"\x78", at)
        if found < 0:
            return
        try:
            raw = zlib.decompressobj()
            plain = raw.decompress(data[found:])
            at = len(data) - len(raw.unused_data)
        except zlib.error:
            at = found + 1
            continue
        lines, p = [], 0
        while True:  # CHARSXP: flags, length, bytes
            p = plain.find(b"\x00\x04\x00\x09", p)
            if p < 0:
                break
            n = int.from_bytes(plain[p + 4 : p + 8], "big")
            lines.append(plain[p + 8 : p + 8 + n].decode("utf-8", "replace") if n < 2000 else "")
            p += 8 + (n if n < 2000 else 0)
        if len(lines) > 500:
            text = "\n".join(lines)
            text = re.sub(r"(?<=[a-z,;])\n(?=\S)", " ", text)
            yield re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def braces(pattern):
    m = re.search(r"\{(.*?)\}", pattern)
    return [pattern] if not m else [pattern.replace(m.group(0), o) for o in m.group(1).split(",")]


def texts(root, package, pattern):
    files = set()
    for p in braces(pattern):
        files.update(glob.glob(os.path.join(root, package, p), recursive=True))
    for file in sorted(files):
        if os.path.islink(file) or not os.path.isfile(file):
            continue
        data = open(file, "rb").read()
        name = os.path.relpath(file, os.path.join(root, package))
        if file.endswith(".rdb"):
            for i, novel in enumerate(novels(data)):
                for c, part in enumerate(re.split(r"(?=\n(?:CHAPTER|Chapter) )", novel)):
                    yield "novel-%d-%03d" % (i, c), part.strip() + "\n"
            continue
        if file.endswith((".gz", ".dz")):
            data = gzip.decompress(data)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
        if ".html" in file or file.endswith(".page"):
            text = page(text)
        elif file.endswith(".pod"):
            text = pod(text)
        if file.endswith(".dz"):
            for i in range(0, len(text), 20000):
                yield "%s-%04d" % (name, i // 20000), text[i : i + 20000]
        else:
            yield name, text


def write(file, text):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w", encoding="utf-8") as out:
        out.write(text)


def java(archive, out, most=40 * MB):
    """Hand-written sources: no tables of characters or resources, nothing twice."""
    skipped = re.compile("sun/nio/cs/|/resources/|cldr|sun/util/locale/provider/.*Data|package-info|module-info|com/sun/org/apache")
    size = count = 0
    seen = set()
    with zipfile.ZipFile(archive) as sources:
        names = [n for n in sources.namelist() if n.endswith(".java") and not skipped.search(n)]
        for name in sorted(names, key=lambda n: hashlib.sha1(n.encode()).hexdigest()):
            text = sources.read(name).decode("utf-8", "replace").replace("\r\n", "\n")
            text = re.sub(r"\A\s*(/\*.*?\*/\s*)+", "", text, flags=re.S)
            digits = sum(c.isdigit() or c == "\\" for c in text)
            strange = sum(ord(c) > 126 for c in text)
            digest = hashlib.sha1(text.encode()).digest()
            if size >= most or digest in seen or not 400 < len(text) < 300_000:
                continue
            if digits * 10 > len(text) or strange * 50 > len(text):
                continue
            seen.add(digest)
            write(os.path.join(out, name), text)
            size, count = size + len(text.encode()), count + 1
    print("%-24s %5d documents %10d bytes" % ("src.zip", count, size))


def main():
    if sys.argv[1:2] == ["--java"]:
        java(*sys.argv[2:])
        return
    if sys.argv[1:] == ["--packages"]:
        print(" ".join(s[0] for s in SOURCES))
        return
    root, out = sys.argv[1:]
    seen = set()
    for package, pattern, most in SOURCES:
        all_texts = [(n, t) for n, t in texts(root, package, pattern) if len(t) > 400]
        all_texts.sort(key=lambda e: hashlib.sha1(e[0].encode()).hexdigest())
        size = count = 0
        for name, text in all_texts:
            digest = hashlib.sha1(text.encode()).digest()
            if size >= most or digest in seen:
                continue
            seen.add(digest)
            file = os.path.join(out, package, re.sub(r"[^A-Za-z0-9.]+", "-", name) + ".txt")
            write(file, text)
            size, count = size + len(text.encode()), count + 1
        print("%-24s %5d documents %10d bytes" % (package, count, size))


main()
