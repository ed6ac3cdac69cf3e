import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../src/model/whole/fields.ts';
import { environment, type Shown } from '../../../src/model/whole/environment.ts';
import { readSettings, type Settings, settingsNames } from '../../../src/model/whole/settings.ts';

const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');
const from = (source: string, ref: object): object => ({ valueFrom: { [source]: ref } });

const POD: Fields = {
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  status: { podIP: '10.0.0.7', podIPs: [{ ip: '10.0.0.7' }, { ip: 'fd00::7' }] },
};

const CONTAINER: Fields = {
  resources: { limits: { memory: '64Mi' } },
  env: [
    { name: 'PLAIN', value: 'as it is' },
    { name: 'EMPTY' },
    { name: 'MODE', ...from('configMapKeyRef', { name: 'settings', key: 'mode' }) },
    { name: 'TYPO', ...from('configMapKeyRef', { name: 'settings', key: 'mood' }) },
    { name: 'MAYBE', ...from('configMapKeyRef', { name: 'settings', key: 'no', optional: true }) },
    { name: 'PASSWORD', ...from('secretKeyRef', { name: 'db', key: 'pw' }) },
    { name: 'RAW', ...from('secretKeyRef', { name: 'db', key: 'raw' }) },
    { name: 'GONE', ...from('secretKeyRef', { name: 'gone', key: 'k' }) },
    { name: 'DENIED', ...from('secretKeyRef', { name: 'denied', key: 'k' }) },
    { name: 'IPS', ...from('fieldRef', { fieldPath: 'status.podIPs' }) },
    { name: 'APP', ...from('fieldRef', { fieldPath: "metadata.labels['app']" }) },
    { name: 'LIMIT', ...from('resourceFieldRef', { resource: 'limits.memory' }) },
  ],
  envFrom: [{ prefix: 'S_', configMapRef: { name: 'settings' } }, { secretRef: { name: 'db' } }],
};

function known(open: boolean): readonly Settings[] {
  const refused = { code: 403, reason: 'Forbidden', message: 'secrets "denied" is forbidden' };
  const missing = { code: 404, reason: 'NotFound', message: 'secrets "gone" not found' };
  const of = (kind: Settings['kind'], name: string) => ({ kind, name });
  return [
    readSettings(of('ConfigMap', 'settings'), { data: { mode: 'fast', 'a.b': 'c' } }, open),
    readSettings(of('Secret', 'db'), { data: { pw: base64('hunter2'), raw: base64('\xff\xfe') } }, open),
    { ...of('Secret', 'gone'), values: new Map(), failure: missing },
    { ...of('Secret', 'denied'), values: new Map(), failure: refused },
  ];
}

const NOW = Date.parse('2026-01-01T12:00:00Z');
const LATELY = { began: NOW, now: NOW };

const told = (shown: Shown, settings?: readonly Settings[]): readonly string[] =>
  environment(POD, CONTAINER, shown, settings, LATELY).flatMap(({ texts }) => texts);

describe('the environment of a container', () => {
  it('names each ConfigMap and Secret once', () => {
    expect(settingsNames(CONTAINER).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'ConfigMap settings',
      'Secret db',
      'Secret gone',
      'Secret denied',
    ]);
  });

  it.each([
    ['before', -1, ' (settings was changed 12m ago: this container began before, with what was there then)'],
    ['after', 1, ''],
  ])('tells that a value is not what a container has that began %s it was changed', (_, minutes, since) => {
    const changed = NOW - 12 * 60_000;
    const metadata = {
      managedFields: [
        { time: new Date(changed).toISOString(), fieldsV1: { 'f:data': {} } },
        { time: new Date(NOW).toISOString(), fieldsV1: { 'f:metadata': {} } },
      ],
    };
    const settings = { kind: 'ConfigMap', name: 'settings' } as const;
    const read = readSettings(settings, { metadata, data: { mode: 'fast' } }, false);
    const container = {
      env: [
        { name: 'MODE', ...from('configMapKeyRef', { name: 'settings', key: 'mode' }) },
        { name: 'GONE', ...from('configMapKeyRef', { name: 'settings', key: 'gone' }) },
        { name: 'OF', value: 'to $(MODE)' },
        { name: 'PLAIN', value: 'x' },
      ],
      envFrom: [{ configMapRef: { name: 'settings' } }],
    };
    const beginning = { began: changed + minutes * 60_000, now: NOW };
    const texts = environment(POD, container, 'values', [read], beginning).flatMap((one) => one.texts);
    expect(texts).toEqual([
      `MODE  from configMapKeyRef settings mode = fast${since}`,
      `GONE  from configMapKeyRef settings gone ✖ ConfigMap settings has no key gone${since}`,
      `OF = to fast (written to $(MODE))${since}`,
      'PLAIN = x',
      `every key of ConfigMap settings${since}`,
      '· mode = fast',
    ]);
  });

  it('tells what a value comes to that names others before it, but nothing of a secret that is not shown', () => {
    const env = [
      { name: 'BEFORE', value: '$(LATER)' },
      { name: 'LATER', value: 'late' },
      { name: 'URL', value: 'http://$(APP):$(S_mode)/$(LATER)$$(LATER)' },
      { name: 'MODE', value: '$(S_mode)' },
      { name: 'TWICE', value: '$(MODE)-$(MODE)' },
      { name: 'PASSWORD', ...from('secretKeyRef', { name: 'db', key: 'pw' }) },
      { name: 'DSN', value: 'me:$(PASSWORD)@db' },
      { name: 'NOBODY', value: '$(NOBODY_KNOWS)' },
      { name: 'SELF', value: '$(SELF):$(MODE)' },
    ];
    const app = { name: 'APP', ...from('fieldRef', { fieldPath: "metadata.labels['app']" }) };
    const container = { ...CONTAINER, env: [app, ...env] };
    const texts = (shown: Shown, open: boolean): readonly string[] =>
      environment(POD, container, shown, known(open), LATELY)[0]?.texts ?? [];
    expect(texts('values', false).slice(1)).toEqual([
      'BEFORE = $(LATER) (LATER stays as written: it has no value before this)',
      'LATER = late',
      'URL = http://web:fast/late$(LATER) (written http://$(APP):$(S_mode)/$(LATER)$$(LATER))',
      'MODE = fast (written $(S_mode))',
      'TWICE = fast-fast (written $(MODE)-$(MODE))',
      'PASSWORD  from secretKeyRef db pw = •••••• (7 bytes)',
      'DSN = me:$(PASSWORD)@db',
      'NOBODY = $(NOBODY_KNOWS)',
      'SELF = $(SELF):fast (written $(SELF):$(MODE)) (SELF stays as written: it has no value before this)',
    ]);
    expect(texts('secrets', true)).toContain('DSN = me:hunter2@db (written me:$(PASSWORD)@db)');
    expect(texts('names', true)).toContain('DSN');
  });

  it('says of no name that it has no value which what cannot be seen may give one', () => {
    const container = {
      env: [
        { name: 'URL', value: 'http://$(HOST)' },
        { name: 'HOST', value: 'db' },
      ],
      envFrom: [{ secretRef: { name: 'denied' } }],
    };
    const texts = environment(POD, container, 'values', known(false), LATELY)[0]?.texts ?? [];
    expect(texts[0]).toBe('URL = http://$(HOST)');
  });

  it('does not grow without bound where each value names the one before it twice', () => {
    const env = Array.from({ length: 200 }, (_, at) => ({
      name: `V${at}`,
      value: at === 0 ? 'x' : `$(V${at - 1})$(V${at - 1})`,
    }));
    const texts = environment(POD, { env }, 'values', [], LATELY).flatMap((one) => one.texts);
    expect(texts[3]).toBe(`V3 = ${'x'.repeat(8)} (written $(V2)$(V2))`);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(2000);
  });

  it('shows no value unasked', () => {
    const texts = told('names', known(true)).join('\n');
    expect(texts).toContain('PASSWORD  from secretKeyRef db pw');
    for (const value of ['as it is', 'fast', 'hunter2', '10.0.0.7']) expect(texts).not.toContain(value);
  });

  it('tells each value and where it is from, what is missing, what is optional, and what may not be read', () => {
    expect(told('values', known(false))).toEqual([
      'PLAIN = as it is',
      'EMPTY = ',
      'MODE  from configMapKeyRef settings mode = fast',
      'TYPO  from configMapKeyRef settings mood ✖ ConfigMap settings has no key mood',
      'MAYBE  from configMapKeyRef settings no not set: ConfigMap settings has no key no, which is optional',
      'PASSWORD  from secretKeyRef db pw = •••••• (7 bytes)',
      'RAW  from secretKeyRef db raw = •••••• (2 bytes)',
      'GONE  from secretKeyRef gone k ✖ there is no Secret gone',
      'DENIED  from secretKeyRef denied k ✖ not known: secrets "denied" is forbidden',
      'IPS  from fieldRef status.podIPs = 10.0.0.7,fd00::7',
      "APP  from fieldRef metadata.labels['app'] = web",
      'LIMIT  from resourceFieldRef limits.memory = 67108864',
      'S_…  every key of ConfigMap settings',
      '· S_mode = fast',
      '· S_a.b = c',
      'every key of Secret db',
      '· pw = •••••• (7 bytes)',
      '· raw = •••••• (2 bytes)',
    ]);
  });

  it('keeps nothing of a Secret that was not asked for', () => {
    expect(JSON.stringify(known(false).map(({ values }) => [...values]))).not.toContain('hunter2');
  });

  it('tells those of Secrets where they are asked for', () => {
    expect(told('secrets', known(true))).toEqual(
      expect.arrayContaining([
        'PASSWORD  from secretKeyRef db pw = hunter2',
        'RAW  from secretKeyRef db raw = 2 bytes that are no text',
        '· pw = hunter2',
      ]),
    );
  });

  it('says what is on its way, and bears what is no object', () => {
    expect(told('values')).toContain('MODE  from configMapKeyRef settings mode ◐ …');
    for (const odd of [null, 7, { data: 'x' }, { data: { pw: 9, raw: '*' } }])
      expect(readSettings({ kind: 'Secret', name: 'db' }, odd, true).values).toBeInstanceOf(Map);
    expect(
      environment({}, { env: 7, envFrom: [null, 3] }, 'values', [], LATELY).flatMap(({ texts }) => texts),
    ).toHaveLength(2);
  });
});
