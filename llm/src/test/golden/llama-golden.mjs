// Log-probabilities of llama.cpp for RandomModel(1, 256, 256, 4, 2, 512, 256) of seed 24, one GGUF file
// per type (LlamaCppTest says which; matrices of types that are only read are those of RandomBlocks), after each of 12 ids. Recipe:
//   npm install node-llama-cpp@3.22.1; node llama-golden.mjs FOLDER-OF-GGUF > llama-cpp.json, then rows 0, 3, 7 and 11 of each type to llama-cpp.golden.safetensors
import {readdirSync} from "node:fs";
import {join} from "node:path";
import {getLlama} from "node-llama-cpp";
const folder = process.argv[2];
const llama = await getLlama({gpu: false, maxThreads: 1, build: "never", logLevel: "error"});
const ids = [1, 300, 17, 511, 42, 42, 260, 333, 9, 480, 100, 271];
const out = {tool: "llama.cpp " + llama.llamaCppRelease.release + ", node-llama-cpp 3.22.1, CPU", ids, types: {}};
for (const file of readdirSync(folder).filter((name) => name.endsWith(".gguf")).sort()) {
  const model = await llama.loadModel({modelPath: join(folder, file), gpuLayers: 0});
  const context = await model.createContext({contextSize: 64, threads: 1});
  const sequence = context.getSequence();
  const found = await sequence.controlledEvaluate(
    ids.map((id) => [id, {generateNext: {probabilities: true, options: {temperature: 1, topK: 0, topP: 1, minP: 0}}}]));
  out.types[file.replace(".gguf", "")] = found.map((step) => {
    const row = new Array(512).fill(null);
    for (const [token, p] of step.next.probabilities) row[token] = +Math.log(p).toFixed(4);
    return row;
  });
  await model.dispose();
}
console.log(JSON.stringify(out));
process.exit(0);
