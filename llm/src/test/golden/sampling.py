"""What transformers makes of logits: 40 cases for dev.jeton.llm.SamplingTest.

Each case is four lines: settings (temperature, top-k, top-p, min-p, typical-p, repetition penalty, biased id, bias), the
ids that came before, the logits, the probabilities that are left. Needs pip packages torch (2.15.0), transformers (5.24.0).
"""

import random
import sys

import torch
from transformers import GenerationConfig
from transformers.generation import logits_process as p

rng = random.Random(7)
V = 40


def show(values):
    return " ".join(repr(float(v)) if v != int(v) else str(int(v)) for v in values)


for case in range(40):
    temperature = rng.choice([0.5, 0.8, 1.0, 1.7])
    top_k = rng.choice([0, 0, 5, 12, 40])
    top_p = rng.choice([1.0, 1.0, 0.5, 0.9, 0.95])
    min_p = rng.choice([0.0, 0.0, 0.02, 0.1])
    typical = rng.choice([1.0, 1.0, 0.3, 0.9])
    repetition = rng.choice([1.0, 1.3])
    biased, bias = rng.randrange(V), rng.choice([0.0, 2.5, -3.0])
    ids = [rng.randrange(V) for _ in range(9)]
    logits = [torch.tensor(rng.gauss(0, 2.5)).item() for _ in range(V)]
    chain = []
    if bias:
        chain.append(p.SequenceBiasLogitsProcessor([[[biased], bias]]))
    if repetition != 1:
        chain.append(p.RepetitionPenaltyLogitsProcessor(repetition))
    if temperature != 1:
        chain.append(p.TemperatureLogitsWarper(temperature))
    if top_k:
        chain.append(p.TopKLogitsWarper(top_k))
    if top_p < 1:
        chain.append(p.TopPLogitsWarper(top_p))
    if min_p:
        chain.append(p.MinPLogitsWarper(min_p))
    if typical < 1:
        chain.append(p.TypicalLogitsWarper(typical))
    scores = torch.tensor([logits])
    for step in chain:
        scores = step(torch.tensor([ids]), scores)
    print(show([temperature, top_k, top_p, min_p, typical, repetition, biased, bias]))
    print(show(ids))
    print(show(logits))
    print(show(scores.softmax(-1)[0].tolist()))
