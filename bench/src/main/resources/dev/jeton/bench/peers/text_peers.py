"""tiktoken and Hugging Face's tokenizers as arms of TextPeers; needs both from PyPI. Argument: WALL|CPU."""
import base64
import json
import os
import struct
import sys
import time
import zlib

os.environ["TOKENIZERS_PARALLELISM"] = "false"
clock = time.process_time if sys.argv[1] == "CPU" else time.perf_counter
for line in sys.stdin:
    words = line.split()
    if words[0] == "load":
        _, kind, name, file, texts = words
        documents = [json.loads(text) for text in open(texts, encoding="utf-8")]
        if kind == "tiktoken":
            import tiktoken
            from tiktoken_ext import openai_public as public
            public.load_tiktoken_bpe = lambda *a, **k: {
                base64.b64decode(t): int(r) for t, r in (row.split() for row in open(file, "rb") if row.strip())}
            encode = tiktoken.Encoding(**getattr(public, name)()).encode_ordinary
        else:
            import tokenizers
            loaded = tokenizers.Tokenizer.from_file(file)
            loaded.encode_special_tokens = True
            loaded.no_truncation()
            loaded.no_padding()
            encode = lambda text: loaded.encode(text).ids
        print("ready", flush=True)
    elif words[0] == "check":
        crc = 0
        for text in documents:
            ids = encode(text)
            crc = zlib.crc32(struct.pack(f"<{len(ids)}i", *ids), crc)
        print(f"{crc:x}", flush=True)
    else:
        start = clock()
        for _ in range(int(words[1])):
            for text in documents:
                encode(text)
        print(clock() - start, flush=True)
