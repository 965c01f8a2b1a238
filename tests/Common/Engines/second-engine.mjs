// Runs cases on the second engine: node second-engine.mjs FOLDER-WITH-JSONATA PATH-OF-SFN.MJS < cases.jsonl > outcomes.jsonl
// In: {name, definition, input, answers, startTime}. Out: {name, status, output | error + cause, calls, path}.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { answering } from './answers.mjs';

const [folder, engine] = process.argv.slice(2);
process.env.ORACLE_NPM = folder;
const { execute } = await import(pathToFileURL(engine));

for await (const line of createInterface({ input: process.stdin })) {
  const { name, definition, input, answers, startTime } = JSON.parse(line);
  const { answer, calls } = answering(answers);
  let result;
  try {
    result = await execute(definition, input, { task: (_, parameters, context) => answer(context.State.Name, parameters), startTime, random: () => 0.5 });
  } catch (error) {
    result = { status: 'CRASHED', cause: error.stack };
  }
  const { status, output, error, cause, trace } = result;
  console.log(JSON.stringify({ name, status, output, error, cause, calls, path: trace?.map((entry) => entry.state) }));
}
