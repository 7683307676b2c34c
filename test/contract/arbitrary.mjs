// SPDX-License-Identifier: Apache-2.0
// Values by a schema of the description. Only what the description uses is known here; anything else
// is an error, so that nothing is passed over in silence.
import fc from 'fast-check';

// A JSON pointer as it stands in a $ref.
export function pointer(path) {
  return path.map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');
}

// Ids come from a small set, so that some meet again.
const id = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 0xffffffff }))
  .map((number) => `018f2b1c-0000-7000-8000-${number.toString(16).padStart(12, '0')}`);

// Names are those of moves and conditions where the schema only says how a name looks.
const names = ['chin-tuck', 'neck-roll', 'cat-cow', 'wrist-pain', 'recent-surgery-or-acute-injury', 'chest-pain', 'desk', '-', 'a'];

function text(api, schema) {
  if (schema === api.components.schemas.Id) return id;
  const free = schema.pattern ? fc.stringMatching(new RegExp(schema.pattern)) : fc.string({ maxLength: schema.maxLength ?? 40, unit: 'grapheme' });
  return schema === api.components.schemas.Name ? fc.oneof(fc.constantFrom(...names), free) : free.filter((made) => Buffer.byteLength(made) <= (schema.maxLength ?? 1000));
}

function object(api, schema) {
  const properties = Object.entries(schema.properties ?? {}).map(([key, one]) => [key, arbitrary(api, one)]);
  return fc.record(Object.fromEntries(properties), { requiredKeys: schema.required ?? [] })
    .filter((made) => Object.keys(made).length >= (schema.minProperties ?? 0));
}

function array(api, schema) {
  const limits = { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 6, 6) };
  const one = arbitrary(api, schema.items);
  return schema.uniqueItems ? fc.uniqueArray(one, limits) : fc.array(one, limits);
}

function ofType(api, schema, type) {
  switch (type) {
    case 'null': return fc.constant(null);
    case 'boolean': return fc.boolean();
    case 'integer': return fc.integer({ min: schema.minimum, max: Math.min(schema.maximum ?? 1e6, Number.MAX_SAFE_INTEGER) });
    case 'string': return text(api, schema);
    case 'array': return array(api, schema);
    case 'object': return object(api, schema);
    default: throw new Error(`what is of type ${type}? ${JSON.stringify(schema)}`);
  }
}

export function arbitrary(api, schema) {
  if (schema.$ref) {
    const { $ref, ...beside } = schema;
    const meant = $ref.slice(2).split('/').reduce((at, key) => at[key], api);
    return arbitrary(api, Object.keys(beside).some((key) => key !== 'description') ? { ...meant, ...beside } : meant);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map((one) => arbitrary(api, one)));
  return fc.oneof(...[schema.type].flat().map((type) => ofType(api, schema, type)));
}
