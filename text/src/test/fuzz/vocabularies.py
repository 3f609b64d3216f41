"""Unigram and WordPiece vocabularies of jeton text train beside those of tokenizers and sentencepiece; never run by the build.

  vocabularies.py split TEXT LEARN JUDGE     nine lines of ten that are not blank to learn from, the tenth to judge
  vocabularies.py unigram FILE LEARN JUDGE   bits and tokens of FILE, and of what the others learn from LEARN at its size
  vocabularies.py wordpiece FILE LEARN JUDGE the same for WordPiece, tokens only

Bits are those of the most probable tokens of each line, by the vocabulary's own probabilities; no normalization, words begin at spaces.
Needs: pip install tokenizers sentencepiece.
"""
import json, math, sys
from collections import Counter


def lines(path):
    return [l for l in open(path, encoding="utf-8").read().split("\n") if l]


def split(text, learn, judge):
    kept = [l.replace("<unk>", "unk") for l in open(text, encoding="utf-8").read().split("\n") if l.strip()]
    open(learn, "w", encoding="utf-8").write("\n".join(l for i, l in enumerate(kept) if i % 10 != 9) + "\n")
    open(judge, "w", encoding="utf-8").write("\n".join(l for i, l in enumerate(kept) if i % 10 == 9) + "\n")


def best(word, scores, longest, unknown):
    """Score and number of tokens of the best cover."""
    at = [(0.0, 0)] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - longest), end):
            score = scores.get(word[start:end], unknown if end - start == 1 else None)
            if score is not None and (at[end] is None or at[start][0] + score > at[end][0]):
                at[end] = at[start][0] + score, at[start][1] + 1
    return at[-1]


def measured(scores, some):
    words = Counter()
    for line in some:
        words.update("\u2581" + w for w in line.replace(" ", "\u2581").split("\u2581"))
    longest, unknown = max(map(len, scores)), min(scores.values()) - 10
    total, tokens = 0.0, 0
    for word, count in words.items():
        score, n = best(word, scores, longest, unknown)
        total, tokens = total + count * score, tokens + count * n
    return tokens / len(some), -total / math.log(2) / sum(map(len, some))


def row(name, scores, learn, judge):
    a, b = measured(scores, learn), measured(scores, judge)
    print(f"{name:12} {len(scores):6} tokens  learnt lines {a[0]:7.1f} {a[1]:6.3f}  judged lines {b[0]:7.1f} {b[1]:6.3f}", flush=True)


def unigram(file, learn, judge):
    import io, sentencepiece as sp, tokenizers
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    known, judged = lines(learn), lines(judge)
    model = json.load(open(file, encoding="utf-8"))["model"]
    ours = dict(map(tuple, model["vocab"][1:]))
    size = len(model["vocab"])
    row("Jeton", ours, known, judged)
    t = Tokenizer(models.Unigram())
    t.pre_tokenizer = pre_tokenizers.Metaspace()
    t.train_from_iterator(known, trainers.UnigramTrainer(vocab_size=size, special_tokens=["<unk>"], unk_token="<unk>", show_progress=False))
    theirs = {k: v for k, v in json.loads(t.to_str())["model"]["vocab"] if k != "<unk>"}
    row("tokenizers", theirs, known, judged)
    out = io.BytesIO()
    sp.SentencePieceTrainer.train(
        sentence_iterator=iter(known), model_writer=out, model_type="unigram", vocab_size=size, hard_vocab_limit=False, character_coverage=1.0,
        normalization_rule_name="identity", remove_extra_whitespaces=False, split_by_unicode_script=False, split_by_number=False,
        max_sentence_length=1 << 20, minloglevel=2, bos_id=-1, eos_id=-1)
    m = sp.SentencePieceProcessor(model_proto=out.getvalue())
    pieces = {m.id_to_piece(i): m.get_score(i) for i in range(m.get_piece_size()) if not m.is_unknown(i)}
    row("SentencePiece", pieces, known, judged)
    shared = lambda a, b: f"{100 * len(a.keys() & b.keys()) / len(a):.0f} %"
    print(f"of ours in tokenizers' {shared(ours, theirs)}, in SentencePiece's {shared(ours, pieces)}; of tokenizers' in SentencePiece's {shared(theirs, pieces)}, "
          f"of SentencePiece's in tokenizers' {shared(pieces, theirs)}; tokenizers {tokenizers.__version__}, sentencepiece {sp.__version__}")


def wordpiece(file, learn, judge):
    import tokenizers
    from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, trainers
    known, judged = lines(learn), lines(judge)
    ours = json.load(open(file, encoding="utf-8"))
    vocabularies = {"Jeton": ours["model"]["vocab"]}
    for run in (1, 2):
        t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        t.normalizer, t.pre_tokenizer = normalizers.BertNormalizer(lowercase=ours["normalizer"]["lowercase"]), pre_tokenizers.BertPreTokenizer()
        t.train_from_iterator(known, trainers.WordPieceTrainer(
            vocab_size=len(ours["model"]["vocab"]), min_frequency=2, show_progress=False,
            special_tokens=[AddedToken(a["content"], normalized=False) for a in ours["added_tokens"]]))
        vocabularies[f"tokenizers, run {run}"] = t.get_vocab()
    for name, vocab in vocabularies.items():
        t = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]"))
        t.normalizer, t.pre_tokenizer = normalizers.BertNormalizer(lowercase=ours["normalizer"]["lowercase"]), pre_tokenizers.BertPreTokenizer()
        per = lambda some: sum(len(e.ids) for e in t.encode_batch(some)) / len(some)
        others = [f"{len(set(vocab) - set(v))} not of {n}" for n, v in vocabularies.items() if n != name]
        print(f"{name:18} {len(vocab):6} tokens  learnt lines {per(known):6.2f}  judged lines {per(judged):6.2f}  {', '.join(others)}", flush=True)
    print("tokenizers " + tokenizers.__version__)


if __name__ == "__main__":
    {"split": split, "unigram": unigram, "wordpiece": wordpiece}[sys.argv[1]](*sys.argv[2:])
