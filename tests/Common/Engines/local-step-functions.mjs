// Runs cases on aws-local-stepfunctions: node local-step-functions.mjs FOLDER-WITH-THE-PACKAGE < cases.jsonl > outcomes.jsonl
// In: {name, definition, input, answers}. Out: {name, status, output | error + cause, calls}. Waits and retries take no time.
// A case that does not end within CASE_LIMIT has the error Mock.Endless: a fault of the package can make a loop go on for ever.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
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

// The names that the other engines give; the package has none of its own.
function contextOf(Input) {
  const account = 'us-east-1:123456789012';
  return {
    Execution: { Id: `arn:aws:states:${account}:execution:machine:execution`, Name: 'execution', RoleArn: 'arn:aws:iam::123456789012:role/role', StartTime: '2026-03-02T09:30:00.000Z', Input },
    StateMachine: { Id: `arn:aws:states:${account}:stateMachine:machine`, Name: 'machine' },
    State: {},
    Task: {},
  };
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
    const output = await machine.run(input, { context: contextOf(input), overrides: { taskResourceLocalHandlers, waitTimeOverrides, retryIntervalOverrides } }).result;
    return { name, status: 'SUCCEEDED', output, calls };
  } catch (error) {
    const { name: errorName, message } = error.cause ?? error;
    return { name, status: 'FAILED', error: errorName, cause: message, calls };
  }
}

const CASE_LIMIT = 20_000;

function answerFrom(worker, machine) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => resolve(null), CASE_LIMIT);
    worker.removeAllListeners();
    worker.once('message', (outcome) => { clearTimeout(limit); resolve(outcome); });
    worker.once('error', (error) => { clearTimeout(limit); reject(error); });
    worker.postMessage(machine);
  });
}

if (isMainThread) {
  const start = () => new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) });
  let worker = start();
  for await (const line of createInterface({ input: process.stdin })) {
    let outcome = await answerFrom(worker, line);
    if (outcome === null) {
      await worker.terminate();
      worker = start();
      outcome = JSON.stringify({ name: JSON.parse(line).name, status: 'FAILED', error: 'Mock.Endless', cause: '', calls: [] });
    }
    console.log(outcome);
  }
  await worker.terminate();
} else {
  // A known fault: when the siblings of a failed branch fail too, nobody takes their errors.
  process.on('unhandledRejection', () => {});
  parentPort.on('message', async (line) => parentPort.postMessage(JSON.stringify(await run(JSON.parse(line)))));
}
