"""Makes tiny models of random weights and what transformers computes with them.

  python3 models.py OUT [NAME...]

Writes for each NAME the folder OUT/NAME (config.json, model.safetensors as transformers saves them), OUT/NAME.gguf with the
names and keys of gguf-py, and OUT/NAME.golden.safetensors: ids.N and logits.N of a few sequences. Weights are random to
16 bits, so that both files hold them exactly. Needs pip packages torch (2.15.0), transformers (5.24.0), gguf (0.19.0); seed 7.
"""
import math
import sys
from pathlib import Path

import numpy as np
import torch
import transformers as tf
from gguf import GGUFWriter, RopeScalingType
from safetensors.torch import save_file

SMALL = dict(vocab_size=160, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=128, initializer_range=0.25, attn_implementation="eager",
             bos_token_id=1, eos_token_id=2, pad_token_id=0)
PLAIN = {"rope_type": "default", "rope_theta": 10000.0}


def small(**other):
    return {**SMALL, **other}


LONG = dict(rope_type="longrope", rope_theta=10000.0, original_max_position_embeddings=32, factor=4.0,
            short_factor=[1.0, 1.1, 1.2, 1.3], long_factor=[1.0, 1.5, 3.0, 4.0])
MODELS = {
    "llama": tf.LlamaConfig(**small(tie_word_embeddings=False, rope_parameters={
        "rope_type": "llama3", "rope_theta": 10000.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
        "original_max_position_embeddings": 32})),
    "llama-linear": tf.LlamaConfig(**small(tie_word_embeddings=True, attention_bias=True, mlp_bias=True, rope_parameters={
        "rope_type": "linear", "rope_theta": 5000.0, "factor": 4.0})),
    "mistral": tf.MistralConfig(**small(sliding_window=16, head_dim=8, rope_parameters=PLAIN)),
    "qwen2": tf.Qwen2Config(**small(tie_word_embeddings=True, rope_parameters={
        "rope_type": "yarn", "rope_theta": 10000.0, "factor": 4.0, "original_max_position_embeddings": 32})),
    "qwen3": tf.Qwen3Config(**small(head_dim=16, rope_parameters=PLAIN)),
    "gemma2": tf.Gemma2Config(**small(num_hidden_layers=4, head_dim=16, query_pre_attn_scalar=16, sliding_window=16,
                                      attn_logit_softcapping=5.0, final_logit_softcapping=10.0, rope_parameters=PLAIN)),
    "gemma3": tf.Gemma3TextConfig(**small(
        num_hidden_layers=7, head_dim=16, query_pre_attn_scalar=16, sliding_window=16, initializer_range=0.2,
        layer_types=["full_attention" if i % 6 == 5 else "sliding_attention" for i in range(7)],
        rope_parameters={"sliding_attention": PLAIN,
                         "full_attention": {"rope_type": "linear", "rope_theta": 1e6, "factor": 8.0}})),
    "phi3": tf.Phi3Config(**small(sliding_window=24, original_max_position_embeddings=32, rope_parameters=LONG)),
    "gpt2": tf.GPT2Config(vocab_size=160, n_embd=32, n_layer=2, n_head=4, n_positions=128, initializer_range=0.25,
                          attn_implementation="eager", bos_token_id=1, eos_token_id=2),
}
NAMES = [("model.embed_tokens", "token_embd"), ("model.norm", "output_norm"), ("lm_head", "output"),
         ("model.layers.", "blk."), ("self_attn.q_proj", "attn_q"), ("self_attn.k_proj", "attn_k"),
         ("self_attn.v_proj", "attn_v"), ("self_attn.o_proj", "attn_output"), ("self_attn.q_norm", "attn_q_norm"),
         ("self_attn.k_norm", "attn_k_norm"), ("self_attn.qkv_proj", "attn_qkv"), ("mlp.gate_up_proj", "ffn_up"),
         ("mlp.gate_proj", "ffn_gate"), ("mlp.up_proj", "ffn_up"), ("mlp.down_proj", "ffn_down"),
         ("input_layernorm", "attn_norm"), ("pre_feedforward_layernorm", "ffn_norm"),
         ("post_feedforward_layernorm", "post_ffw_norm"),
         ("transformer.wte", "token_embd"), ("transformer.wpe", "position_embd"), ("transformer.ln_f", "output_norm"),
         ("transformer.h.", "blk."), ("ln_1", "attn_norm"), ("ln_2", "ffn_norm"), ("attn.c_attn", "attn_qkv"),
         ("attn.c_proj", "attn_output"), ("mlp.c_fc", "ffn_up"), ("mlp.c_proj", "ffn_down")]


def renamed(name, gemma):
    for old, new in NAMES:
        name = name.replace(old, new)
    return name.replace("post_attention_layernorm", "post_attention_norm" if gemma else "ffn_norm")


def interleaved(weight, heads):
    """Rows of each head in the order of pairs: what convert_hf_to_gguf.py does for llama."""
    rows = weight.shape[0]
    return weight.reshape(heads, 2, rows // heads // 2, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def write_gguf(path, name, config, state):
    kind = config.model_type.removesuffix("_text")
    arch = "llama" if kind == "mistral" else kind
    w = GGUFWriter(path, arch)
    w.add_name("tiny " + name)
    w.add_vocab_size(config.vocab_size)
    gpt2, gemma = kind == "gpt2", kind.startswith("gemma")
    w.add_context_length(config.max_position_embeddings)
    w.add_embedding_length(config.hidden_size)
    w.add_block_count(config.num_hidden_layers)
    w.add_feed_forward_length(4 * config.n_embd if gpt2 else config.intermediate_size)
    w.add_head_count(config.num_attention_heads)
    if gpt2:
        w.add_layer_norm_eps(config.layer_norm_epsilon)
    else:
        w.add_head_count_kv(config.num_key_value_heads)
        w.add_layer_norm_rms_eps(config.rms_norm_eps)
        keys(w, config, kind)
    for key, value in state.items():
        if key == "lm_head.weight" and config.tie_word_embeddings:
            continue
        value = value.float().numpy()
        if gpt2 and ".c_" in key and key.endswith("weight"):
            value = np.ascontiguousarray(value.T)
        if gemma and "norm" in key:
            value = value + 1
        if arch == "llama" and ("q_proj" in key or "k_proj" in key):
            value = interleaved(value, config.num_attention_heads if "q_proj" in key else config.num_key_value_heads)
        w.add_tensor(renamed(key, gemma), value.astype(np.float16 if value.ndim == 2 else np.float32))
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()


def keys(w, config, kind):
    head = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    w.add_key_length(head)
    w.add_value_length(head)
    w.add_rope_dimension_count(head)
    rope = config.rope_parameters
    if "full_attention" in rope:
        w.add_rope_freq_base_swa(rope["sliding_attention"]["rope_theta"])
        rope = rope["full_attention"]
    w.add_rope_freq_base(rope["rope_theta"])
    if getattr(config, "sliding_window", None) and kind != "qwen2" and kind != "qwen3":
        w.add_sliding_window(config.sliding_window)
    if kind == "gemma2":
        w.add_attn_logit_softcapping(config.attn_logit_softcapping)
        w.add_final_logit_softcapping(config.final_logit_softcapping)
    match rope["rope_type"]:
        case "linear":
            w.add_rope_scaling_type(RopeScalingType.LINEAR)
            w.add_rope_scaling_factor(rope["factor"])
        case "yarn":
            w.add_rope_scaling_type(RopeScalingType.YARN)
            w.add_rope_scaling_factor(rope["factor"])
            w.add_rope_scaling_orig_ctx_len(rope["original_max_position_embeddings"])
        case "longrope":
            original = rope["original_max_position_embeddings"]
            w.add_rope_scaling_orig_ctx_len(original)
            w.add_rope_scaling_attn_factors(math.sqrt(1 + math.log(rope["factor"]) / math.log(original)))
            w.add_tensor("rope_factors_long.weight", np.array(rope["long_factor"], dtype=np.float32))
            w.add_tensor("rope_factors_short.weight", np.array(rope["short_factor"], dtype=np.float32))
        case "llama3":
            w.add_tensor("rope_freqs.weight", llama3(rope, head))


def llama3(rope, head):
    """Divisors of frequencies, as convert_hf_to_gguf.py writes them."""
    original, factor = rope["original_max_position_embeddings"], rope["factor"]
    low, high = rope["low_freq_factor"], rope["high_freq_factor"]
    divisors = []
    for i in range(0, head, 2):
        length = 2 * math.pi * rope["rope_theta"] ** (i / head)
        if length < original / high:
            divisors.append(1.0)
        elif length > original / low:
            divisors.append(factor)
        else:
            smooth = (original / length - low) / (high - low)
            divisors.append(1 / ((1 - smooth) / factor + smooth))
    return np.array(divisors, dtype=np.float32)


def main(out, names):
    for name, config in MODELS.items():
        if names and name not in names:
            continue
        torch.manual_seed(7)
        model = tf.AutoModelForCausalLM.from_config(config, attn_implementation="eager").eval()
        with torch.no_grad():
            for key, value in model.named_parameters():
                if value.ndim == 1:  # norms and biases are not as plain as they begin
                    value.add_(torch.randn_like(value) * 0.1)
        model.half().save_pretrained(out / name)
        model = tf.AutoModelForCausalLM.from_pretrained(  # anew, for tables of 32 bits
            out / name, dtype=torch.float32, attn_implementation="eager").eval()
        golden = {}
        for n, length in enumerate((20, 80)):
            ids = torch.randint(3, 160, (1, length))
            with torch.no_grad():
                logits = model(input_ids=ids, use_cache=False).logits[0]
            golden[f"ids.{n}"] = ids[0].int()
            golden[f"logits.{n}"] = logits[::1 if length == 20 else 3].contiguous()
        save_file(golden, out / f"{name}.golden.safetensors")
        write_gguf(out / f"{name}.gguf", name, config, model.state_dict())
        print(name, float(logits.std()), float(logits.abs().max()))


main(Path(sys.argv[1]), sys.argv[2:])
