// Answers tasks as ScriptedAnswers.cs does: {State: [{parameters?, Return} | {parameters?, Throw: {Error, Cause}}, …]}. The n-th call takes
// the n-th answer, the last one repeats; answers with parameters are for calls with these parameters, which are counted apart.
const canonical = (value) =>
  Array.isArray(value) ? `[${value.map(canonical)}]`
    : value !== null && typeof value === 'object' ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`
      : JSON.stringify(value);

export function answering(answers) {
  const used = new Map(), calls = [];
  const answer = (state, parameters) => {
    calls.push({ state, parameters: structuredClone(parameters) });
    const entries = (answers[state] ?? []).filter((entry) => !('parameters' in entry) || canonical(entry.parameters) === canonical(parameters));
    if (!entries.length) throw { Error: 'Mock.Missing', Cause: `no answer for state ${state} with ${JSON.stringify(parameters)}` };
    const counted = 'parameters' in entries[0] ? state + canonical(parameters) : state;
    const call = used.get(counted) ?? 0;
    used.set(counted, call + 1);
    const entry = entries[Math.min(call, entries.length - 1)];
    if (entry.Throw) throw entry.Throw;
    return structuredClone(entry.Return);
  };
  return { answer, calls };
}
