"""The reference side of the differential fuzz; run by dev.jeton.text.DifferentialFuzz, never by the build.

  reference.py make DATA OUT            builds tokenizer.json files out of the vocabularies in DATA
  reference.py golden CORPUS OUT        trains the small tokenizers of the golden vectors
  reference.py parts FOLDER             writes more tokenizers among the golden vectors, with parts that few files name
  reference.py sentencepiece CORPUS OUT trains the small SentencePiece models of the golden vectors
  reference.py gguf DATA OUT            writes the vocabularies in DATA as GGUF files, as llama.cpp's converter does
  reference.py gguf_golden FOLDER       writes vocabularies among the golden vectors as GGUF files
  reference.py splits TEXTS OUT         cuts TEXTS as llama.cpp's names for pre-tokenizers say, with the package regex
  reference.py train FILE CORPUS        trains with the settings of FILE, made by jeton text train, and compares
  reference.py ids MODEL OUT            decodes 100 random lists of ids with SentencePiece
  reference.py templates FOLDER         writes tokenizers with templates for pairs, out of what make wrote there
  reference.py pairs FOLDER             writes tokenizers with templates among the golden vectors
  reference.py inputs FILE BATCHES OUT  makes inputs out of BATCHES, which dev.jeton.text.InputFuzz wrote
  reference.py run KIND FILE TEXTS OUT  encodes TEXTS (a JSON string a line) with tiktoken, tokenizers or sentencepiece

Needs: pip install tiktoken tokenizers sentencepiece protobuf gguf.
"""
import base64, gzip, json, os, sys


def ranks(path):
    return {base64.b64decode(t): int(r) for t, r in (l.split() for l in open(path, "rb") if l.strip())}


def letters():
    bs = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table, n = {b: chr(b) for b in bs}, 0
    for b in range(256):
        if b not in table:
            table[b] = chr(256 + n)
            n += 1
    return table


def merges_of(mergeable):
    out = []
    for token, rank in sorted(mergeable.items(), key=lambda x: x[1]):
        parts = [bytes([b]) for b in token]
        while len(parts) > 2:
            best, at = None, -1
            for i in range(len(parts) - 1):
                r = mergeable.get(parts[i] + parts[i + 1])
                if r is not None and r < rank and (best is None or r < best):
                    best, at = r, i
            if best is None:
                break
            parts[at:at + 2] = [parts[at] + parts[at + 1]]
        if len(parts) == 2:
            out.append(parts)
    return out


LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def make(data, out):
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from tokenizers.pre_tokenizers import ByteLevel, Digits, Metaspace, Sequence, Split, WhitespaceSplit
    os.makedirs(out, exist_ok=True)
    table = letters()
    text = lambda token: "".join(table[b] for b in token)

    def byte_level(path, **options):
        mergeable = ranks(path)
        vocab = {text(t): r for t, r in mergeable.items()}
        return Tokenizer(models.BPE(vocab, [(text(a), text(b)) for a, b in merges_of(mergeable)], **options))

    gpt2 = byte_level(data + "/tiktoken/r50k_base.tiktoken")
    gpt2.pre_tokenizer, gpt2.decoder = ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    gpt2.post_processor = processors.ByteLevel(trim_offsets=False)
    gpt2.add_special_tokens(["<|endoftext|>"])
    gpt2.save(out + "/gpt2.json")

    gpt2.pre_tokenizer = ByteLevel(add_prefix_space=True)
    gpt2.add_special_tokens([AddedToken("<mask>", lstrip=True), AddedToken("[R]", rstrip=True)])
    gpt2.add_tokens([AddedToken("the", single_word=True), AddedToken("camel"), AddedToken("12", normalized=False),
                     AddedToken("中文", lstrip=True, rstrip=True), AddedToken("<s>", single_word=True, normalized=False)])
    gpt2.save(out + "/gpt2-added.json")

    llama3 = byte_level(data + "/llama3_tokenizer.model", ignore_merges=True)
    llama3.pre_tokenizer = Sequence([Split(Regex(LLAMA3), "isolated"), ByteLevel(add_prefix_space=False, use_regex=False)])
    llama3.decoder = decoders.ByteLevel()
    llama3.add_special_tokens(["<|begin_of_text|>", "<|end_of_text|>"])
    llama3.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(single="<|begin_of_text|> $A", special_tokens=[("<|begin_of_text|>", 128000)])])
    llama3.save(out + "/llama3.json")

    from sentencepiece import sentencepiece_model_pb2 as pb

    def proto(name):
        m = pb.ModelProto()
        m.ParseFromString(open(data + "/" + name, "rb").read())
        return m

    m = proto("llama2_tokenizer.model")
    vocab = {p.piece: i for i, p in enumerate(m.pieces)}
    found = []
    for i, p in enumerate(m.pieces):
        if p.type == 1:
            cuts = [(p.piece[:k], p.piece[k:]) for k in range(1, len(p.piece))]
            cuts = [(a, b) for a, b in cuts if a in vocab and b in vocab]
            found += [(-p.score, vocab[a], vocab[b], a, b) for a, b in cuts]
    found.sort(key=lambda x: x[:3])
    llama2 = Tokenizer(models.BPE(vocab, [(a, b) for _, _, _, a, b in found], unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    llama2.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    llama2.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    llama2.add_special_tokens([AddedToken(t, normalized=False) for t in ("<unk>", "<s>", "</s>")])
    llama2.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    llama2.save(out + "/llama2.json")

    m = proto("sentencepiece/albert_spiece.model")
    albert = Tokenizer(models.Unigram([(p.piece, p.score) for p in m.pieces], m.trainer_spec.unk_id, False))
    albert.normalizer = normalizers.Sequence([
        normalizers.Replace("``", '"'), normalizers.Replace("''", '"'), normalizers.NFKD(), normalizers.StripAccents(),
        normalizers.Lowercase(), normalizers.Precompiled(m.normalizer_spec.precompiled_charsmap)])
    albert.pre_tokenizer = Sequence([WhitespaceSplit(), Metaspace()])
    albert.decoder = decoders.Metaspace()
    albert.add_special_tokens(["[CLS]", "[SEP]", AddedToken("[MASK]", lstrip=True)])
    albert.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(t, albert.token_to_id(t)) for t in ("[CLS]", "[SEP]")])
    albert.save(out + "/albert.json")

    m = proto("sentencepiece/test_model.model")
    unigram = Tokenizer(models.Unigram([(p.piece, p.score) for p in m.pieces], m.trainer_spec.unk_id, False))
    unigram.normalizer = normalizers.Sequence([
        normalizers.Precompiled(m.normalizer_spec.precompiled_charsmap), normalizers.Replace(Regex(" {2,}"), " ")])
    unigram.pre_tokenizer = Metaspace(prepend_scheme="first")
    unigram.decoder = decoders.Metaspace(prepend_scheme="first")
    unigram.save(out + "/unigram.json")

    lines = gzip.open(data + "/clip_bpe_simple_vocab_16e6.txt.gz", "rt").read().split("\n")
    pairs = [tuple(l.split()) for l in lines[1:49152 - 256 - 2 + 1]]
    order = [table[b] for b in [*range(33, 127), *range(161, 173), *range(174, 256)]]
    order += [table[b] for b in range(256) if table[b] not in order]
    tokens = order + [c + "</w>" for c in order] + ["".join(p) for p in pairs] + ["<|startoftext|>", "<|endoftext|>"]
    clip = Tokenizer(models.BPE({t: i for i, t in enumerate(tokens)}, pairs, unk_token="<|endoftext|>",
                                continuing_subword_prefix="", end_of_word_suffix="</w>", fuse_unk=False))
    clip.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    clip.pre_tokenizer = Sequence([
        Split(Regex(r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), "removed", invert=True),
        ByteLevel(add_prefix_space=False)])
    clip.decoder = decoders.ByteLevel()
    clip.add_special_tokens(["<|startoftext|>", "<|endoftext|>"])
    clip.post_processor = processors.RobertaProcessing(("<|endoftext|>", 49407), ("<|startoftext|>", 49406), False, False)
    clip.save(out + "/clip.json")

    v = json.load(open(data + "/vectors/deepseek-coder_vocab_recovered.json"))
    coder = Tokenizer(models.BPE({t: i for i, t in enumerate(v["tokens"])}, [tuple(x.split()) for x in v["merges"]]))
    coder.pre_tokenizer = Sequence([
        Split(Regex("[\r\n]"), "isolated"), Split(Regex(r"\s?\p{L}+"), "isolated"), Split(Regex(r"\s?\p{P}+"), "isolated"),
        Split(Regex("[一-龥ࠀ-一가-퟿]+"), "isolated"), Digits(individual_digits=True),
        ByteLevel(add_prefix_space=False, use_regex=False)])
    coder.decoder = decoders.ByteLevel()
    coder.save(out + "/deepseek-coder.json")

    bert = Tokenizer.from_file(data + "/bert/bert-tokenizer.json")
    bert.no_truncation()
    bert.no_padding()
    bert.save(out + "/bert.json")


def golden(corpus, out):
    from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
    os.makedirs(out, exist_ok=True)
    lines = open(corpus, encoding="utf-8").read().split("\n")[:1500] + ["中文 日本語 привет é 🙂 12345", "ﬁ ① Å"] * 5

    def save(name, t, trainer):
        t.train_from_iterator(lines, trainer)
        t.save(out + "/" + name + ".json", pretty=False)

    t = Tokenizer(models.BPE())
    t.pre_tokenizer, t.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    save("byte-bpe", t, trainers.BpeTrainer(vocab_size=500, special_tokens=["<|endoftext|>"], show_progress=False,
                                            initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    t = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    t.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    t.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    save("fallback-bpe", t, trainers.BpeTrainer(vocab_size=560, show_progress=False, max_token_length=12, special_tokens=[
        "<unk>", "<s>", "</s>"] + ["<0x%02X>" % b for b in range(256)]))
    t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    t.normalizer, t.pre_tokenizer, t.decoder = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer(), decoders.WordPiece()
    save("wordpiece", t, trainers.WordPieceTrainer(vocab_size=400, show_progress=False, special_tokens=[
        "[UNK]", "[CLS]", "[SEP]", AddedToken("[MASK]", lstrip=True, special=True)]))
    t = Tokenizer(models.Unigram())
    t.normalizer, t.pre_tokenizer, t.decoder = normalizers.NFKC(), pre_tokenizers.Metaspace(), decoders.Metaspace()
    save("unigram", t, trainers.UnigramTrainer(vocab_size=400, show_progress=False, special_tokens=["<unk>", "<s>"], unk_token="<unk>"))


def parts(out):
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers as pre, processors
    letters = [chr(c) for c in range(33, 127)] + ["é", "中", "文", "日", "п", "р"]
    vocab = {t: i for i, t in enumerate(["[UNK]", *letters, *("##" + l for l in letters + [" "])])}

    def save(name, pre_tokenizer, decoder, normalizer=None):
        t = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]"))
        t.pre_tokenizer, t.decoder = pre_tokenizer, decoder
        if normalizer:
            t.normalizer = normalizer
        t.save(out + "/" + name + ".json", pretty=False)

    save("nmt-scripts-ctc", pre.UnicodeScripts(), decoders.CTC(pad_token="##e", word_delimiter_token="t"), normalizers.Nmt())
    save("fixed-replace", pre.FixedLength(3), decoders.Sequence([decoders.Replace(Regex("##|[aeiou]*"), "-"), decoders.Fuse()]))
    save("look-ahead", pre.Sequence([pre.Split(Regex(r"(?=[A-Z]|(?:\d{3})+(?!\d))|\s+"), "merged_with_next"), pre.BertPreTokenizer()]),
         decoders.Sequence([decoders.ByteLevel(), decoders.Replace("##", "")]), normalizers.Replace(Regex("e*"), "t"))
    words = ["[UNK]", "[CLS]", "[SEP]", *letters, "the", "of", "...", "'", "'s", "ll", "12345", "//", "don", "http", "中文", "日本語", "привет", "\U0001f642", "é"]
    t = Tokenizer(models.WordLevel({w: i for i, w in enumerate(dict.fromkeys(words))}, unk_token="[UNK]"))
    t.normalizer, t.pre_tokenizer = normalizers.Lowercase(), pre.Whitespace()
    t.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", [("[CLS]", 1), ("[SEP]", 2)])
    t.add_special_tokens(["[UNK]", "[CLS]", "[SEP]"])
    t.add_tokens([AddedToken("camel", single_word=True)])
    t.save(out + "/wordlevel.json", pretty=False)


def sentencepiece(corpus, out):
    import sentencepiece as sp, tempfile
    os.makedirs(out, exist_ok=True)
    lines = open(corpus, encoding="utf-8").read().split("\n")[:1500] + ["中文 日本語 привет é 🙂 12345", "ﬁ ① Å"] * 5
    rules = tempfile.NamedTemporaryFile("w", suffix=".tsv", delete=False)
    # ﬁ to fi, é of two to one, full-width space and tab to space, soft hyphen to nothing, ab to x, abc to yz
    rules.write("FB01\t66 69\n65 301\tE9\n3000\t20\n9\t20\nAD\t\n71 71\t78\n71 71 71\t79 7A\n2026\t20 2E 20\n")
    rules.close()

    def save(name, **options):
        sp.SentencePieceTrainer.train(
            sentence_iterator=iter(lines), model_prefix=out + "/" + name, normalization_rule_tsv=rules.name,
            hard_vocab_limit=False, num_threads=1, minloglevel=2, **options)
        os.remove(out + "/" + name + ".vocab")

    symbols = ["<sep>", "the cat", "▁x", "é"]
    save("sp-unigram", model_type="unigram", vocab_size=400, user_defined_symbols=symbols, control_symbols=["<ctl>"])
    save("sp-bpe", model_type="bpe", vocab_size=700, byte_fallback=True, user_defined_symbols=symbols, split_digits=True)
    save("sp-spaces", model_type="bpe", vocab_size=400, remove_extra_whitespaces=False, add_dummy_prefix=False,
         allow_whitespace_only_pieces=True)
    save("sp-suffix", model_type="unigram", vocab_size=400, treat_whitespace_as_suffix=True, byte_fallback=True)
    save("sp-across", model_type="bpe", vocab_size=400, split_by_whitespace=False)
    save("sp-word", model_type="word", vocab_size=400, user_defined_symbols=symbols, control_symbols=["<ctl>"])
    save("sp-word-bytes", model_type="word", vocab_size=600, byte_fallback=True, treat_whitespace_as_suffix=True)
    save("sp-char", model_type="char", vocab_size=60, user_defined_symbols=symbols, control_symbols=["<ctl>"])
    save("sp-char-bytes", model_type="char", vocab_size=320, byte_fallback=True, add_dummy_prefix=False)
    back = tempfile.NamedTemporaryFile("w", suffix=".tsv", delete=False)
    # t to tt, th to þ, the to THE, e and its accent to é, é to e', two spaces to one, a full stop to nothing, 中 to 中国, e with two accents to E
    back.write("74\t74 74\n74 68\tFE\n74 68 65\t54 48 45\n65 301\tE9\nE9\t65 27\n20 20\t20\n2E\t\n4E2D\t4E2D 56FD\n65 301 301\t45\n")
    back.close()
    save("sp-denormal", model_type="bpe", vocab_size=500, byte_fallback=True, denormalization_rule_tsv=back.name, remove_extra_whitespaces=False)


def vocabulary(path, model, tokens, types, pre=None, merges=None, scores=None, charsmap=None, **keys):
    """A GGUF file without weights."""
    import gguf
    w = gguf.GGUFWriter(path, "llama")
    for name, value in (("context_length", 512), ("embedding_length", 64), ("block_count", 1), ("feed_forward_length", 64),
                        ("head_count", 1), ("layer_norm_rms_eps", 1e-5), ("rope_dimension_count", 64)):
        getattr(w, "add_" + name)(value)
    w.add_tokenizer_model(model)
    if pre:
        w.add_tokenizer_pre(pre)
    w.add_token_list(tokens)
    w.add_token_types(types)
    if scores:
        w.add_token_scores(scores)
    if merges:
        w.add_token_merges(merges)
    if charsmap:
        w.add_precompiled_charsmap(charsmap)
    for key, value in keys.items():
        getattr(w, "add_" + key)(value)
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.close()


PRES = ["gpt-2", "llama-bpe", "smaug-bpe", "chatglm-bpe", "qwen2", "qwen35", "seed-coder", "bailingmoe", "gpt-4o", "tekken", "starcoder", "minicpm5",
        "falcon", "deepseek-coder", "bloom", "viking", "default", "granite-embed-multi-97m", "deepseek-llm", "deepseek-v3", "spark2_5", "youtu",
        "jais-2", "exaone-moe", "chameleon", "tiny_aya", "superbpe", "kimi-k2", "ufakzeka", "afmoe", "laguna"]


def gguf(data, out):
    from sentencepiece import sentencepiece_model_pb2 as pb
    os.makedirs(out, exist_ok=True)
    table = letters()
    text = lambda token: "".join(table[b] for b in token)
    mergeable = ranks(data + "/tiktoken/r50k_base.tiktoken")
    tokens = [text(t) for t, _ in sorted(mergeable.items(), key=lambda x: x[1])] + ["<|endoftext|>", "<user>"]
    merges = [text(a) + " " + text(b) for a, b in merges_of(mergeable)]
    for pre in PRES:
        vocabulary(f"{out}/{pre}.gguf", "gpt2", tokens, [1] * (len(tokens) - 2) + [3, 4], pre, merges,
                   bos_token_id=50256, eos_token_id=50256)
    for name, kind in (("llama2_tokenizer.model", "llama"), ("sentencepiece/test_model.model", "t5"), ("sentencepiece/albert_spiece.model", "t5")):
        m = pb.ModelProto()
        m.ParseFromString(open(f"{data}/{name}", "rb").read())
        t = m.trainer_spec
        vocabulary(f"{out}/{os.path.basename(name)}.gguf", kind, [p.piece for p in m.pieces], [p.type for p in m.pieces], "default",
                   scores=[p.score for p in m.pieces], charsmap=m.normalizer_spec.precompiled_charsmap,
                   add_space_prefix=m.normalizer_spec.add_dummy_prefix, remove_extra_whitespaces=m.normalizer_spec.remove_extra_whitespaces,
                   unk_token_id=t.unk_id, bos_token_id=max(t.bos_id, 0), eos_token_id=max(t.eos_id, 0))
    m = pb.ModelProto()
    m.ParseFromString(open(data + "/llama2_tokenizer.model", "rb").read())
    tokens, kinds = [p.piece for p in m.pieces] + ["\n", "\n\n", "\n\n\n"], [p.type for p in m.pieces] + [1] * 3
    known, merges = set(tokens), []
    for p in sorted((p for p in m.pieces if p.type == 1), key=lambda p: -p.score):
        merges += [p.piece[:k] + " " + p.piece[k:] for k in range(1, len(p.piece)) if p.piece[:k] in known and p.piece[k:] in known]
    for model, pre in (("gemma4", "gemma4"), ("gpt2", "sarvam-moe"), ("whitespace", "whitespace")):
        vocabulary(f"{out}/{pre}.gguf", model, tokens, kinds, pre, merges, bos_token_id=1, eos_token_id=2)
    words = open(data + "/bert/bert-vocabulary-en.txt", encoding="utf-8").read().split("\n")
    words = words[:-1] if not words[-1] else words
    phantom = [w if w[:1] == "[" and w[-1:] == "]" else w[2:] if w.startswith("##") else "\u2581" + w for w in words]
    special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}
    at = words.index
    vocabulary(out + "/bert.gguf", "bert", phantom, [3 if w in special else 1 for w in words], "default",
               bos_token_id=at("[CLS]"), sep_token_id=at("[SEP]"), unk_token_id=at("[UNK]"), pad_token_id=at("[PAD]"), mask_token_id=at("[MASK]"))


def gguf_golden(out):
    from sentencepiece import sentencepiece_model_pb2 as pb

    def huggingface(name):
        t = json.load(open(f"{out}/{name}.json", encoding="utf-8"))
        by_id = {i: w for w, i in t["model"]["vocab"].items()} | {a["id"]: a["content"] for a in t["added_tokens"]}
        added = {a["id"]: 3 if a["special"] else 4 for a in t["added_tokens"]}
        words = [by_id[i] for i in range(len(by_id))]
        return words, [added.get(i, 1) for i in range(len(words))], t["model"].get("merges", [])
    words, types, merges = huggingface("byte-bpe")
    vocabulary(out + "/byte-bpe.gguf", "gpt2", words, types, "gpt-2", [m if isinstance(m, str) else " ".join(m) for m in merges])
    vocabulary(out + "/chat.gguf", "gpt2", words, types, "gpt-2", [m if isinstance(m, str) else " ".join(m) for m in merges],
               bos_token_id=0, eos_token_id=1, chat_template=[
                   {"name": "default", "template": "{{ bos_token }}{% for m in messages %}<{{ m.role }}>{{ m.content }}{{ eos_token }}{% endfor %}"},
                   {"name": "tool_use", "template": "{{ bos_token }}{{ tools | length }} tools"}])
    words, types, _ = huggingface("wordpiece")
    phantom = [w if t == 3 else w[2:] if w.startswith("##") else "\u2581" + w for w, t in zip(words, types)]
    vocabulary(out + "/wordpiece.gguf", "bert", phantom, types, "default", bos_token_id=words.index("[CLS]"),
               sep_token_id=words.index("[SEP]"), unk_token_id=words.index("[UNK]"), mask_token_id=words.index("[MASK]"))
    words, types, merges = huggingface("fallback-bpe")
    words, types = words + ["\n", "\n\n"], types + [1, 1]
    types = [6 if w.startswith("<0x") else t for w, t in zip(words, types)]
    for name, model, pre in (("gemma4", "gemma4", None), ("whitespace", "whitespace", "whitespace")):
        vocabulary(f"{out}/{name}.gguf", model, words, types, pre, [m if isinstance(m, str) else " ".join(m) for m in merges], bos_token_id=1)
    for name, kind in (("sp-bpe", "llama"), ("sp-spaces", "llama"), ("sp-unigram", "t5")):
        m = pb.ModelProto()
        m.ParseFromString(open(f"{out}/{name}.model", "rb").read())
        n, t = m.normalizer_spec, m.trainer_spec
        vocabulary(f"{out}/{name}.gguf", kind, [p.piece for p in m.pieces], [p.type for p in m.pieces], "default",
                   scores=[p.score for p in m.pieces], charsmap=n.precompiled_charsmap, add_space_prefix=n.add_dummy_prefix,
                   remove_extra_whitespaces=n.remove_extra_whitespaces, unk_token_id=t.unk_id, bos_token_id=t.bos_id, eos_token_id=t.eos_id)


def splits(texts, out):
    """Patterns of llama-vocab.cpp (ggml-org/llama.cpp, commit 00ad355); where it notes those of a tokenizer.json, these."""
    import regex
    c = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
    end = r"|\s*[\r\n]+|\s+(?!\S)|\s+"
    upper, lower = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}"
    lead = r"[^\r\n\p{L}\p{N}]?"
    gpt2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
    o200k = lambda digits, slash="/", no="": (f"{lead}{upper}{no}]*{lower}{no}]+{c}?|{lead}{upper}{no}]+{lower}{no}]*{c}?|\\p{{N}}{digits}"
                                               rf"| ?[^\s\p{{L}}\p{{N}}]+[\r\n{slash}]*") + end
    qwen = lead + r"\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*" + end
    mark = "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+"
    kana = "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+"
    asia = "[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\u3040-\u30ff\uff65-\uff9f\u2f00-\u2fdf\u0e40-\u0eff\u1780-\u17ff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff\uac00-\ud7af\u1100-\u11ff]+"
    cascade = "".join(rf"|\s{{{n}}}(?!\S)" for n in (512, 256, 128, 64, 32, 16, 8, 4)) + r"|\s{1,2}(?!\S)|\s{1}"
    patterns = {
        "granite-embed-multi-97m": [o200k("{1,3}")],
        "deepseek-v3": [r"\p{N}{1,3}", kana, mark + r"[\r\n]*" + end],
        "spark2_5": [r"\p{N}{1,3}", kana, mark + r"|[\r\n]|\s+(?!\S)|\s+", r"\p{N}"],
        "youtu": ["[\uac00-\ud7a3\u3131-\u318e]+|[\uff01\u2026\u201c\u201d\u2018\u2019\u2014\uff1a\uff1b\uff0c\u3001-\u303f\ufe30-\ufe4f]+|[\u3105-\u312f]+|" + kana, o200k("")],
        "jais-2": [c + "|" + lead + r"\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+" + cascade],
        "exaone-moe": [c + "|" + lead + r"(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+"],
        "chameleon": ["<sentinel:[0-9]+>", "(IMGIMG)((A|B|C|D|E|F|G|H|I){1,4})Z", "([\t\n]|    |  )", r"\p{N}", r"[\p{P}!-/:-@\[-`{-~]", gpt2],
        "tiny_aya": [r"\d{1,3}(?=(?:\d{3})*\b)", o200k("{1,3}")],
        "superbpe": [r"\p{N}+", r"(?=(\d{3})+(?!\d))"],
        "kimi-k2": [r"[\p{Han}]+|" + o200k("{1,3}", "", r"&&[^\p{Han}]")],
        "ufakzeka": [qwen],
        "afmoe": [r"\p{N}{1,3}(?=(?:\p{N}{3})*(?!\p{N}))", asia, mark + r"[\r\n]*" + end],
        "laguna": [r"[^\n]+|[\n]+", c + "|" + qwen],
        "gemma4": [r"[^\n]+|[\n]+"],
        "sarvam-moe": [r"[^\n]+|[\n]+"],
    }

    def cut(piece, pattern):
        at = 0
        for m in pattern.finditer(piece):
            yield from (piece[at:m.start()], m.group())
            at = m.end()
        yield piece[at:]
    lines = [json.loads(l).encode("utf-16", "surrogatepass").decode("utf-16", "replace") for l in open(texts)]
    lines += ["1234567 12 1 123456789abc 12345\u65e5 \u0661\u0662\u0663\u0664", "It's IT'LL  we've\n\n \n\t it\u017f 'S x/y/\n//", "aB Cd\u0301e \u01c5x \u4e2d\u6587a b c de\u0301 fg 1 h",
              "IMGIMGABCZ <sentinel:12> IMGIMGABCABZ \t     x   y", "\u3042\u30a2\uac00\u3131 \u3105\u2026\u2026\uff0c a\u201cb\u201d #tag _x .NET !!\r\n", " " * 70 + "x" + " " * 1100]
    with open(out, "w") as results:
        for name, some in patterns.items():
            some = [regex.compile(p, regex.V1) for p in some]
            for line in lines:
                pieces = [line]
                for pattern in some:
                    pieces = [part for piece in pieces for part in cut(piece, pattern) if part]
                results.write(json.dumps([name, line, *map(len, pieces)], separators=(",", ":")) + "\n")
    print("regex " + regex.__version__)


def train(file, corpus):
    import tokenizers
    from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, trainers
    ours = json.load(open(file, encoding="utf-8"))
    specials = [AddedToken(t["content"], normalized=False) for t in ours["added_tokens"]]
    vocab = ours["model"]["vocab"]
    if ours["model"]["type"] == "WordPiece":
        t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        t.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=ours["normalizer"]["lowercase"])
        t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        t.train([corpus], trainers.WordPieceTrainer(vocab_size=len(vocab), min_frequency=2, special_tokens=specials, show_progress=False))
        theirs = t.get_vocab()
        print(f"tokenizers {tokenizers.__version__}, {corpus}: {len(vocab)} tokens, {len(theirs)} of the reference, "
              f"{len(set(vocab) - set(theirs))} of ours are not among them")
        return
    if ours["pre_tokenizer"]["type"] == "ByteLevel":
        t = Tokenizer(models.BPE())
        t.pre_tokenizer, alphabet = pre_tokenizers.ByteLevel(add_prefix_space=False), pre_tokenizers.ByteLevel.alphabet()
    else:
        t = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
        t.pre_tokenizer, alphabet = pre_tokenizers.Metaspace(), []
    t.train([corpus], trainers.BpeTrainer(vocab_size=len(vocab), min_frequency=2, special_tokens=specials,
                                          initial_alphabet=alphabet, show_progress=False))
    theirs = json.loads(t.to_str())["model"]
    a, b = [tuple(m) for m in ours["model"]["merges"]], [tuple(m) for m in theirs["merges"]]
    first = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    print(f"tokenizers {tokenizers.__version__}, {corpus}: {len(vocab)} tokens, vocabularies "
          f"{'equal' if vocab == theirs['vocab'] else 'DIFFER'}, {len(a)} and {len(b)} merges, the first {first} equal")


def ids(model, out):
    import random, sentencepiece as sp
    t, r = sp.SentencePieceProcessor(model_file=model), random.Random(5)
    low = min(t.get_piece_size(), 300)
    with open(out, "w") as results:
        for _ in range(100):
            some = [r.randrange(r.choice([low, t.get_piece_size()])) for _ in range(r.randrange(1, 12))]
            results.write(json.dumps({"allow": some, "text": some, "decoded": t.decode(some)}) + "\n")


def templates(out):
    from tokenizers import AddedToken, Tokenizer, processors as p, pre_tokenizers

    def save(name, source, post, change=None):
        t = Tokenizer.from_file(f"{out}/{source}.json")
        t.post_processor = post
        if change:
            change(t)
        t.save(f"{out}/{name}.json", pretty=False)

    save("pairs-bert", "bert", p.BertProcessing(("[SEP]", 102), ("[CLS]", 101)))
    save("pairs-bert-template", "bert", p.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", [("[CLS]", 101), ("[SEP]", 102)]))

    def roberta(t):
        t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
        t.add_special_tokens([AddedToken("[CLS]", lstrip=True), "<s>"])
    save("pairs-roberta", "gpt2", p.RobertaProcessing(("<|endoftext|>", 50256), ("a", 64), True, True), roberta)
    save("pairs-trimmed", "gpt2", p.ByteLevel(trim_offsets=True, add_prefix_space=False))
    save("pairs-gpt2", "gpt2", p.ByteLevel(trim_offsets=False))
    save("pairs-llama2", "llama2", p.TemplateProcessing("<s> $A", "<s> $A <s>:1 $B:1", [("<s>", 1)]))
    save("pairs-llama3", "llama3", p.Sequence([p.ByteLevel(trim_offsets=True), p.TemplateProcessing(
        "<|begin_of_text|> $A", "<|begin_of_text|> $A <|begin_of_text|>:1 $B:1", [("<|begin_of_text|>", 128000)])]))
    save("pairs-clip", "clip", p.RobertaProcessing(("<|endoftext|>", 49407), ("<|startoftext|>", 49406), False, False))
    save("pairs-albert", "albert", p.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", [("[CLS]", 2), ("[SEP]", 3)]))
    save("pairs-repeated", "gpt2", p.TemplateProcessing(
        single=["X", "$A", "Y", "$A"], pair=["$B:1", "X", "$A", "Y:2", "$B:1"],
        special_tokens=[{"id": "X", "ids": [5, 6], "tokens": ["x", "y"]}, ("Y", 7)]))


def pairs(out):
    from tokenizers import AddedToken, Tokenizer, processors, pre_tokenizers
    t = Tokenizer.from_file(out + "/wordpiece.json")
    t.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", [("[CLS]", 1), ("[SEP]", 2)])
    t.enable_truncation(12, stride=2, strategy="only_second")
    t.enable_padding(pad_id=3, pad_token="[MASK]", pad_to_multiple_of=4)
    t.save(out + "/pairs-bert.json", pretty=False)
    t = Tokenizer.from_file(out + "/byte-bpe.json")
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    t.add_special_tokens(["<s>", "</s>", AddedToken("[CLS]", lstrip=True)])
    t.post_processor = processors.RobertaProcessing(("</s>", t.token_to_id("</s>")), ("<s>", t.token_to_id("<s>")))
    t.save(out + "/pairs-roberta.json", pretty=False)


def inputs(file, batches, out):
    import tokenizers
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    t = tokenizers.Tokenizer.from_file(file)
    t.encode_special_tokens = False
    repeated = "repeated" in file

    def sequences(w):  # without a post-processor the reference forgets those of windows, and says 0 for padding
        if repeated:  # the reference keeps the last place of each text only
            return [-1 if m else s for s, m in zip(w.type_ids, w.special_tokens_mask)]
        known = w.type_ids if t.post_processor is None else w.sequence_ids
        return [-1 if s is None or not m else s for s, m in zip(known, w.attention_mask)]

    def types(w, bare):  # RobertaProcessing forgets those of windows but the first
        return [s * (1 - m) for s, m in zip(w.type_ids, w.attention_mask)] if bare and "Roberta" in str(t.post_processor) else w.type_ids

    def one(batch):
        t.no_truncation()
        t.no_padding()
        most, bare = None, batch["bare"]
        if "truncation" in batch:
            most, stride, strategy, direction = batch["truncation"]
            t.enable_truncation(most, stride=stride, strategy=strategy, direction=direction)
        if "padding" in batch:
            length, multiple, side, pad, typ = batch["padding"]
            t.enable_padding(direction=side, pad_to_multiple_of=multiple, pad_id=pad, pad_type_id=typ, length=length)
        texts = [[s.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for s in some] for some in batch["texts"]]
        many = t.encode_batch([some[0] if len(some) == 1 else tuple(some) for some in texts], add_special_tokens=not bare)
        windows = [w for e in many for w in [e, *e.overflowing]]
        if most and not repeated and any(sum(w.attention_mask) > most for w in windows):
            return "error"  # a text was cut to nothing and came whole as what overflows
        return "".join(f"{w.ids}{types(w, bare)}{w.attention_mask}{w.special_tokens_mask}{sequences(w)}" for w in windows) + "\t" + "".join(
            str([x for o in w.offsets for x in o]) for w in windows)
    with open(batches) as lines, open(out, "w") as results:
        for line in lines:
            try:
                results.write(one(json.loads(line)) + "\n")
            except BaseException as e:
                if isinstance(e, KeyboardInterrupt):
                    raise
                results.write("error\n")
    print("tokenizers " + tokenizers.__version__)


def run(kind, file, texts, out):
    if kind == "sentencepiece":
        import sentencepiece as sp
        t = sp.SentencePieceProcessor(model_file=file)

        def one(s):
            ids = t.encode(s)
            return {"allow": ids, "text": ids, "decoded": t.decode(ids)}
        version = "sentencepiece " + sp.__version__
    elif kind == "tokenizers":
        import tokenizers
        t = tokenizers.Tokenizer.from_file(file)

        def one(s):
            t.encode_special_tokens = False
            e = t.encode(s)
            t.encode_special_tokens = True
            text = t.encode(s).ids
            return {"allow": e.ids, "text": text, "offsets": e.offsets, "plain": t.decode(text),
                    "decoded": t.decode(e.ids, skip_special_tokens=False)}
        version = "tokenizers " + tokenizers.__version__
    else:
        import tiktoken
        from tiktoken_ext import openai_public as public
        import tiktoken.load
        name = kind
        public.load_tiktoken_bpe = lambda *a, **k: ranks(file)
        if name == "llama3":
            t = tiktoken.Encoding("llama3", pat_str=LLAMA3, mergeable_ranks=ranks(file),
                                  special_tokens={"<|begin_of_text|>": 128000, "<|end_of_text|>": 128001})
        else:
            t = tiktoken.Encoding(**getattr(public, name)())

        def one(s):
            ids = t.encode(s, allowed_special="all")
            return {"allow": ids, "text": t.encode_ordinary(s), "decoded": t.decode(ids)}
        version = "tiktoken " + tiktoken.__version__
    with open(texts) as lines, open(out, "w") as results:
        for line in lines:
            s = json.loads(line)
            if kind in ("tokenizers", "sentencepiece"):
                s = s.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            results.write(json.dumps(one(s)) + "\n")
    print(version)


if __name__ == "__main__":
    {"make": make, "golden": golden, "parts": parts, "sentencepiece": sentencepiece, "ids": ids, "gguf": gguf, "gguf_golden": gguf_golden, "splits": splits,
     "train": train, "templates": templates, "pairs": pairs, "inputs": inputs, "run": run}[sys.argv[1]](*sys.argv[2:])
