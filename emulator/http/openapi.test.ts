import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import document from '../../schemas/openapi/org-api.json';
import fileSchema from '../../schemas/policy.schema.json';
import settingsSchema from '../../schemas/recording-settings.schema.json';
import { payload } from '../testing/raw-client';
import { checkBody } from './contract';
import { knownScopes, operations } from './openapi';

const createPolicy = operations.find((operation) => operation.id === 'createPolicy')!;

function apiAccepts(body: unknown): boolean {
  const request = {
    method: 'POST',
    path: '',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  };
  try {
    checkBody(createPolicy, request);
    return true;
  } catch {
    return false;
  }
}

describe('the OpenAPI document', () => {
  it('describes the whole API', () => {
    expect(operations.map(({ method, template }) => `${method} ${template}`)).toHaveLength(19);
    const scopes = new Set(operations.flatMap((operation) => operation.scopes.flat()));
    expect([...scopes].sort()).toEqual([...knownScopes].sort());
  });

  it('asks for If-Match on every write of a policy', () => {
    const guarded = operations
      .filter((operation) => operation.requiresIfMatch)
      .map((operation) => operation.id);
    expect(guarded).toEqual(['replacePolicy', 'setPolicyEnabled', 'deletePolicy']);
  });

  it('gives every answer a correlation id', () => {
    const without = operations.flatMap((operation) =>
      [...operation.answers]
        .filter(([, { required }]) => !required.includes('ININ-Correlation-Id'))
        .map(([status]) => `${operation.id} ${status}`),
    );
    expect(without).toEqual([]);
  });
});

describe('the payload of the API and the schema of the file', () => {
  const ajv = new Ajv({ strict: false, formats: { 'regex-mask': true } });
  const fileAccepts = ajv.compile(fileSchema);

  it('name the same properties, and require the same', () => {
    const { PolicyPayload, ComplianceSettings, RecordingSettingsUpdate } = document.components.schemas;
    const { $schema: _sent, ...inFile } = fileSchema.properties;
    expect(Object.keys(PolicyPayload.properties).sort()).toEqual(Object.keys(inFile).sort());
    expect([...PolicyPayload.required].sort()).toEqual([...fileSchema.required].sort());
    const compliance = fileSchema.definitions.complianceSettings.properties;
    expect(Object.keys(ComplianceSettings.properties).sort()).toEqual(Object.keys(compliance).sort());
    const { maxConfigurableScreenRecordingStreams: _readOnly, ...settings } =
      RecordingSettingsUpdate.properties;
    expect(Object.keys(settingsSchema.properties)).toEqual(expect.arrayContaining(Object.keys(settings)));
  });

  it.each([
    {},
    {
      description: 'x',
      complianceSettings: {
        maskSensitiveData: true,
        allowedMaskPatterns: ['\\d'],
        requireAgentConsent: false,
      },
    },
    { retentionDays: 0 },
    { retentionDays: 1 },
    { retentionDays: 365 },
    { retentionDays: 366 },
    { retentionDays: 1.5 },
    { priority: '1' },
    { evaluationMode: 'LENIENT' },
    { recordingType: 'AUDIO' },
    { targets: [{ type: 'SKILL', id: 's' }] },
    { targets: [{ type: 'SKILL', id: '' }] },
    { targets: [{ type: 'SKILL', id: 's', name: 'S' }] },
    { name: '' },
    { name: undefined },
    { complianceSettings: { maskSensitiveData: 'yes' } },
    { complianceSettings: { other: 1 } },
    { id: 'x' },
  ])('agree on %j', (change) => {
    const body = JSON.parse(JSON.stringify({ ...payload(), ...change }));
    expect(apiAccepts(body)).toBe(fileAccepts(body));
  });
});
