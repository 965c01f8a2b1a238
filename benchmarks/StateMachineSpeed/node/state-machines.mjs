// Times aws-local-stepfunctions on the machines that it gets on standard input: [{name, definition, input}, …].
// Prints, a line each, {name, output, milliseconds: [one per warm run]}.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [folder, warmups, runs] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const { StateMachine } = await import(pathToFileURL(require.resolve('aws-local-stepfunctions')));

for (const { name, definition, input } of JSON.parse(readFileSync(0, 'utf8'))) {
  const machine = new StateMachine(definition);
  const milliseconds = [];
  let output;
  for (let i = 0; i < Number(warmups) + Number(runs); i++) {
    const start = performance.now();
    output = await machine.run(input).result;
    if (i >= Number(warmups)) milliseconds.push(performance.now() - start);
  }
  console.log(JSON.stringify({ name, output, milliseconds }));
}
