// Times jsonata.js: one JSON document in (see JsonataComparison.cs), the seconds of one pass over all workloads out.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const jsonata = createRequire(process.argv[2] + '/')('jsonata');
const { warmUpSeconds, measureSeconds, rounds, workloads } = JSON.parse(readFileSync(0, 'utf8'));
const compiled = workloads.map(({ expression, data }) => ({ expression: jsonata(expression), data }));

async function time(seconds) {
  const start = performance.now();
  let passes = 0;
  do {
    for (const { expression, data } of compiled) await expression.evaluate(data);
    passes++;
  } while (performance.now() - start < seconds * 1000);
  return (performance.now() - start) / 1000 / passes;
}

await time(warmUpSeconds);
let best = Infinity;
for (let i = 0; i < rounds; i++) best = Math.min(best, await time(measureSeconds / rounds));
process.stdout.write(String(best));
