// Runs cases on aws-local-stepfunctions: node local-step-functions.mjs FOLDER-WITH-THE-PACKAGE < cases.jsonl > outcomes.jsonl
// In: {name, definition, input, answers}. Out: {name, status, output | error + cause, calls}. Waits and retries take no time.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { answering } from './answers.mjs';

// Node 22 has it; the package does not say that it needs that version.
Promise.withResolvers ??= () => {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
};

const { StateMachine } = createRequire(`${process.argv[2]}/package.json`)('aws-local-stepfunctions');

function* statesIn({ States }) {
  for (const [name, state] of Object.entries(States)) {
    yield [name, state];
    for (const inner of [...(state.Branches ?? []), state.ItemProcessor ?? state.Iterator].filter(Boolean)) yield* statesIn(inner);
  }
}

function failure({ Error: name, Cause: cause }) {
  const error = new Error(cause ?? '');
  error.name = name;
  return error;
}

async function run({ name, definition, input, answers }) {
  const { answer, calls } = answering(answers);
  const taskResourceLocalHandlers = {}, waitTimeOverrides = {}, retryIntervalOverrides = {};
  for (const [state, { Type, Retry }] of statesIn(definition)) {
    if (Type === 'Wait') waitTimeOverrides[state] = 0;
    if (Retry) retryIntervalOverrides[state] = 0;
    if (Type === 'Task') taskResourceLocalHandlers[state] = async (parameters) => {
      try { return answer(state, parameters); } catch (thrown) { throw 'Error' in thrown ? failure(thrown) : thrown; }
    };
  }
  try {
    const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
    const output = await machine.run(input, { overrides: { taskResourceLocalHandlers, waitTimeOverrides, retryIntervalOverrides } }).result;
    return { name, status: 'SUCCEEDED', output, calls };
  } catch (error) {
    const { name: errorName, message } = error.cause ?? error;
    return { name, status: 'FAILED', error: errorName, cause: message, calls };
  }
}

// A known fault: when the siblings of a failed branch fail too, nobody takes their errors.
process.on('unhandledRejection', () => {});
for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await run(JSON.parse(line))));
