// Answers tasks as ScriptedAnswers.cs does: {State: [{parameters?, Return} | {parameters?, Throw: {Error, Cause}}, …]}. The n-th call takes
// the n-th answer, the last one repeats; answers with parameters are for calls with these parameters, which are counted apart, the others
// for all other calls.
const canonical = (value) =>
  Array.isArray(value) ? `[${value.map(canonical)}]`
    : value !== null && typeof value === 'object' ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`
      : JSON.stringify(value);

export function answering(answers) {
  const used = new Map(), calls = [];
  const answer = (state, parameters) => {
    calls.push({ state, parameters: structuredClone(parameters) });
    const all = answers[state] ?? [], key = canonical(parameters);
    const own = all.filter((entry) => 'parameters' in entry && canonical(entry.parameters) === key);
    const [entries, counted] = own.length ? [own, state + key] : [all.filter((entry) => !('parameters' in entry)), state];
    if (!entries.length) throw { Error: 'Mock.Missing', Cause: `no answer for state ${state} with ${JSON.stringify(parameters)}` };
    const call = used.get(counted) ?? 0;
    used.set(counted, call + 1);
    const entry = entries[Math.min(call, entries.length - 1)];
    if (entry.Throw) throw entry.Throw;
    return structuredClone(entry.Return);
  };
  return { answer, calls };
}
