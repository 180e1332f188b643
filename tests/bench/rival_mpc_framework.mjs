// Comparisons and an argmax with mpc-framework, for tests.bench.rivals. Both parties run in this process.
//   node tests/bench/rival_mpc_framework.mjs NAME COUNT      in a folder with mpc-framework, emp-wasm-engine, summon-ts
// Prints one JSON line: seconds from the first message to both results, bytes of both parties together.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(process.cwd() + '/'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const [, , name, countText] = process.argv;
const count = Number(countText);
const summon = await load('summon-ts');
const { Protocol } = await load('mpc-framework');
const { EmpWasmEngine } = await load('emp-wasm-engine');
await summon.init();

// Written out line by line: its compiler fails on long lists.
const lines = (line) => Array.from({ length: count }, (_, i) => line(i)).join('\n');
const best = (i) =>
  i === 0 ? 'let best = a0 + b0; let r = 0;' : `const s${i} = a${i} + b${i}; if (s${i} > best) { best = s${i}; r = ${i}; }`;
const source = `export default (io: Summon.IO) => {
  ${lines((i) => `const a${i} = io.input('alice', 'alice${i}', summon.number());`)}
  ${lines((i) => `const b${i} = io.input('bob', 'bob${i}', summon.number());`)}
  ${name === 'compare' ? `let r = 0;\n${lines((i) => `r += a${i} > b${i} ? 1 : 0;`)}` : lines(best)}
  io.outputPublic('result', r);
};`;
const { circuit } = summon.compile({ path: 'main.ts', boolifyWidth: 16, files: { 'main.ts': source } });
const protocol = new Protocol(circuit, new EmpWasmEngine());
let bytes = 0;
const started = performance.now();
const values = (who, party) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${who}${i}`, (7919 * party * (i + 1)) % 10000]));
const sessions = {};
const sender = (from) => (to, message) => {
  bytes += message.length;
  queueMicrotask(() => sessions[to].handleMessage(from, message));
};
sessions.alice = protocol.join('alice', values('alice', 1), sender('alice'));
sessions.bob = protocol.join('bob', values('bob', 2), sender('bob'));
const [{ result }] = await Promise.all([sessions.alice.output(), sessions.bob.output()]);
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, bytes, result }));
process.exit(0);
