"""Makes blocks.gguf: random blocks of every type that is read, and what gguf-py makes of them.

  python3 blocks.py OUT.gguf        needs pip packages gguf (0.19.0) and numpy; seed 5
"""
import sys

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType as T, GGUFWriter
from gguf.quants import dequantize, quantize

# where a block has its factors of 16 bits
FACTORS = {T.F16: (0,), T.BF16: (), T.Q4_0: (0,), T.Q4_1: (0, 2), T.Q5_0: (0,), T.Q5_1: (0, 2), T.Q8_0: (0,),
           T.Q2_K: (80, 82), T.Q3_K: (108,), T.Q4_K: (0, 2), T.Q5_K: (0, 2), T.Q6_K: (208,), T.IQ4_NL: (0,)}

random = np.random.default_rng(5)
writer = GGUFWriter(sys.argv[1], "none")
writer.add_string("test.text", "Grüße")
writer.add_array("test.numbers", [1, -2, 3])
writer.add_float64("test.real", 0.1)
writer.add_uint64("test.whole", 2**53 + 1)
writer.add_bool("test.flag", True)
for type, places in FACTORS.items():
    size, width = GGML_QUANT_SIZES[type]
    blocks = random.integers(0, 256, (2 * 512 // size, width), dtype=np.uint8)
    if type == T.BF16:
        blocks[:, 1] = 0x3f
    for place in places:
        factors = random.normal(size=len(blocks)).astype(np.float16).view(np.uint8).reshape(-1, 2)
        blocks[:, place:place + 2] = factors
    packed = blocks.reshape(2, -1)
    name = type.name.lower()
    if type == T.F16:
        writer.add_tensor(name, packed.view(np.float16))
    else:
        writer.add_tensor(name, packed, raw_dtype=type)
    writer.add_tensor(name + ".expected", dequantize(packed, type).astype(np.float32))

numbers = random.normal(size=(24, 256)).astype(np.float32)
numbers[0] = 0
numbers[1, 32:64] = 1  # equal ones
numbers[2, 7] = 100  # one sticks out
numbers[3] = np.round(numbers[3] * 8) / 8  # many halves to round
numbers[4] *= 1e-6
numbers[5] *= 1e4
numbers[6, :128] = np.abs(numbers[6, :128])
writer.add_tensor("numbers", numbers)
for type in (T.Q8_0, T.Q4_0):
    writer.add_tensor("numbers." + type.name.lower(), quantize(numbers, type), raw_dtype=type)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
