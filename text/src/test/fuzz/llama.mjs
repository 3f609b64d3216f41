// The reference for GGUF vocabularies; run by dev.jeton.text.DifferentialFuzz, never by the build.
//   node llama.mjs FILE TEXTS OUT     encodes TEXTS (a JSON string a line) with llama.cpp
// Needs: npm install node-llama-cpp, in the folder that NODE_LLAMA_CPP names.
import {createReadStream, createWriteStream, readFileSync} from "node:fs";
import {createInterface} from "node:readline";

const home = process.env.NODE_LLAMA_CPP + "/node_modules/node-llama-cpp";
const {getLlama} = await import(home + "/dist/index.js");
const [file, texts, out] = process.argv.slice(2);
const llama = await getLlama({gpu: false, logLevel: "error", progressLogs: false});
const model = await llama.loadModel({modelPath: file, vocabOnly: true});
const results = createWriteStream(out);
for await (const line of createInterface({input: createReadStream(texts)})) {
    const text = JSON.parse(line).toWellFormed();
    const allow = [...model.tokenize(text, true)];
    results.write(JSON.stringify({allow, text: [...model.tokenize(text, false)], decoded: ""}) + "\n");
}
await new Promise((done) => results.end(done));
console.log("node-llama-cpp " + JSON.parse(readFileSync(home + "/package.json")).version);
process.exit(0);
