// Evaluates expressions with the reference implementation: one JSON document per line in, one per line out.
// In: {"e": expression, "d": data}. Out: {"r": result}, {"u": true} (undefined), {"f": true} (a function), {"n": true} (a number
// beyond JSON), {"c": code} (a JSONata error), {"x": message} (a failure of the implementation itself).
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const jsonata = createRequire(process.argv[2] + '/')('jsonata');
const isFunction = (v) => typeof v === 'function' || (v && typeof v === 'object' && (v._jsonata_lambda === true || v._jsonata_function === true));

async function evaluate({ e, d }) {
  let result;
  try {
    result = await jsonata(e).evaluate(d);
  } catch (error) {
    return typeof error?.code === 'string' && /^[STDU]\d{4}$/.test(error.code) ? { c: error.code } : { x: String(error?.message ?? error) };
  }
  if (result === undefined) return { u: true };
  if (isFunction(result)) return { f: true };
  let finite = true;
  try {
    const text = JSON.stringify(result, (key, value) => {
      if (typeof value === 'number' && !Number.isFinite(value)) finite = false;
      return isFunction(value) ? undefined : value;
    });
    return finite ? { r: JSON.parse(text) } : { n: true };
  } catch (error) {
    return { x: String(error?.message ?? error) };
  }
}

process.on('unhandledRejection', () => {});
for await (const line of createInterface({ input: process.stdin })) {
  if (line) process.stdout.write(JSON.stringify(await evaluate(JSON.parse(line))) + '\n');
}
