import { describe, expect, it } from 'vitest';
import { lineOfField } from './line-of';

const text = '{\n  "name": "A",\n  "targets": [\n    { "type": "TEAM", "id": "x" }\n  ]\n}\n';

describe('lineOfField', () => {
  it.each([
    ['name', 1],
    ['targets.0.type', 3],
    ['targets[0].type', 3],
    ['/targets/0/nothing', 3],
    ['targets.7', 2],
    ['retentionDays', undefined],
    ['', undefined],
  ])('finds %j on line %j', (field, line) => {
    expect(lineOfField(text, field)).toBe(line);
  });
});
