// Validates definitions with asl-validator: node asl-validator.mjs FOLDER-WITH-THE-PACKAGE < definitions.jsonl > results.jsonl
// In: {name, definition}. Out: {name, errors: [message, …]}.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const validate = createRequire(`${process.argv[2]}/package.json`)('asl-validator');
for await (const line of createInterface({ input: process.stdin })) {
  const { name, definition } = JSON.parse(line);
  const { isValid, errors } = validate(definition);
  console.log(JSON.stringify({ name, errors: isValid ? [] : errors.map((error) => error.Message ?? error["Error code"]) }));
}
