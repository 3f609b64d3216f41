// Measures llama.cpp through the npm package node-llama-cpp: one JSON answer for each line of input.
import {createInterface} from "node:readline";
import {getLlama} from "node-llama-cpp";

const [file, threads, context] = [process.argv[2], +process.argv[3], +process.argv[4]];
const cpu = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e6; };
const say = (answer) => console.log(JSON.stringify(answer));
const llama = await getLlama({gpu: false, maxThreads: threads, build: "never", logLevel: "error"});
const start = performance.now();
const model = await llama.loadModel({modelPath: file, gpuLayers: 0});
const load = (performance.now() - start) / 1000;
const session = await model.createContext({contextSize: context, threads, batchSize: 512});
const sequence = session.getSequence();
say({load, name: "llama.cpp " + llama.llamaCppRelease.release + " (node-llama-cpp)"});

for await (const line of createInterface({input: process.stdin})) {
  const [what, ...numbers] = line.split(" ");
  const ids = numbers.map(Number);
  await sequence.clearHistory();
  let seconds = performance.now();
  let used = cpu();
  if (what === "next") {
    const most = ids.shift();
    const last = [ids.pop(), {generateNext: {probabilities: true, options: {temperature: 1, topK: 0, topP: 1, minP: 0}}}];
    const found = await sequence.controlledEvaluate([...ids, last]);
    const likeliest = [...found.at(-1).next.probabilities].slice(0, most);
    say({ids: likeliest.map(([id]) => id).join(" "), logs: likeliest.map(([, p]) => Math.log(p)).join(" ")});
    continue;
  }
  if (what === "prefill") {
    await sequence.evaluateWithoutGeneratingNewTokens(ids);
  } else {
    const count = ids.shift();
    const last = ids.pop();
    await sequence.evaluateWithoutGeneratingNewTokens(ids);
    seconds = performance.now();
    used = cpu();
    let found = 0;
    for await (const token of sequence.evaluate([last], {temperature: 0, yieldEogToken: true})) {
      if (++found >= count) break;
    }
  }
  say({seconds: (performance.now() - seconds) / 1000, cpu: cpu() - used});
}
process.exit(0);
