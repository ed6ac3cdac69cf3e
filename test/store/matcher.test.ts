import { describe, expect, it } from 'vitest';
import { filterMistake, matcher, narrows } from '../../src/store/selectors/matcher.ts';
import type { Searched } from '../../src/store/selectors/searched.ts';
import '../support/linear-expressions.ts';

const FILTERS = [
  '',
  ' ',
  'a',
  'ab',
  'B',
  'abc',
  '!',
  '!a',
  '!ab',
  'node',
  'node=',
  'node=a',
  'node=ab',
  'node=a b',
  'status=a',
  'status=ab restarts>1',
  'x=a',
  '!node=a',
  'age<2',
  'age<2h',
  'age<2h a',
  'restarts>1',
  'restarts>10',
  '!restarts>1',
  '/',
  '/a',
  '/a.',
  '/a./',
  '!/a/',
  '/a[',
  '-',
  '-l',
  '-l a',
  '-l a,',
  '-la',
  '-f',
  '-f ac',
  '-f acb',
  'a !',
  'a !b',
  'a !bc',
  '!a b',
  '!a !b',
  '!!',
  '!!a',
];
const TEXTS = [['abc'], ['ab', 'c'], ['b'], ['node=a'], ['node'], ['x=a'], ['']];

it('a filter that narrows another keeps nothing that the other does not', () => {
  const all = TEXTS.flatMap((texts) =>
    [undefined, 'a', 'ab', ''].map((node) => ({
      texts,
      contains: (wanted: string) => texts.join('\n').includes(wanted),
      fits: (test: (text: string) => boolean) => texts.some(test),
      labels: texts.length > 1 ? { a: 'b' } : {},
      ...(node !== undefined && { node }),
      restarts: texts.length * 5,
      created: 0,
    })),
  );
  const kept = (filter: string): unknown[] => all.filter(matcher(filter, 3600_000));
  const pairs = FILTERS.flatMap((filter) => FILTERS.map((before) => [filter, before] as const));
  const narrowing = pairs.filter(([filter, before]) => narrows(filter, before));
  expect(narrowing).toContainEqual(['ab', 'a']);
  expect(narrowing).not.toContainEqual(['!ab', '!a']);
  for (const [filter, before] of narrowing)
    expect(kept(before), `${filter} after ${before}`).toEqual(expect.arrayContaining(kept(filter)));
});

describe('what is not to be there', () => {
  const crashing: Searched = {
    contains: (text) => ['web-1', 'crash loop'].some((each) => each.includes(text)),
    fits: (test) => ['web-1', 'crash loop'].some(test),
    labels: { app: 'web' },
    status: 'crash',
    restarts: 4,
    created: 0,
  };

  it.each<[string, boolean]>([
    ['!db !good', true],
    ['!web !crash', false],
    ['!db !crash', false],
    ['!web !good', false],
    ['web !4542 !92', true],
    ['web !crash', false],
    ['!crash web', false],
    ['!db web', true],
    ['! db web', true],
    ['web !', true],
    ['web ! ', true],
    ['! web', false],
    ['web ! crash', false],
    ['crash loop', true],
    ['loop crash', false],
    ['crash loop !db', true],
    ['!db crash loop', true],
    ['!db loop crash', false],
    ['crash loop !loop', false],
    ['status !good', false],
    ['!node !good', true],
    ['web !restarts > 4', true],
    ['web !restarts > 3', false],
    ['web restarts > 3 loop', true],
    ['!/^db/ !/^crash/', false],
    ['!/^db/ !good', true],
    ['/^web/ !crash', false],
    ['/^web/ !good', true],
    ['!/^crash loop$/', false],
    ['!/^crash l.*p$/ web', false],
    ['!/^loop crash/ web', true],
    ['!/^crash l', false],
    ['!/', true],
    ['!//', true],
    ['!-l', true],
    ['!-f', true],
    ['!status=', true],
    ['!status=crash', false],
    ['!-l app=web', false],
    ['!-l app in (web, db), !old', false],
    ['!-f w 1', false],
    ['web !-l app=crash', true],
    ['web !-l app=web', false],
    ['db !-l app=crash', false],
    ['web !-l app in (db, crash), !old', true],
    ['web !-l', true],
    ['web !-f w 1', false],
    ['web !-f w 2', true],
    ['web -l app=web', true],
    ['web -l app=crash', false],
    ['db -l app=web', false],
    ['crash loop -l app in (web, db), !old', true],
    ['/^web/ -l app=crash', false],
    ['!db -l app=web', true],
    ['web -l', true],
    ['web -f c p', true],
    ['web -f c x', false],
    ['/^web -l app=web', false],
    ['!status=good !restarts>4', true],
    ['!status=good !restarts>3', false],
  ])('%s keeps web-1 in its crash loop: %s', (filter, kept) => {
    expect(filterMistake(filter)).toBeUndefined();
    expect(matcher(filter)(crashing)).toBe(kept);
  });

  it.each([
    ['!!web', '!!web: one ! leaves out what has it'],
    ['db !!web', '!!web: one ! leaves out what has it'],
    ['!!', '!!: one ! leaves out what has it'],
    ['web -l app=web !crash', '-l takes all behind it for labels, such as -l a=x,!b'],
    ['!db !/we[/', 'Invalid regular expression: /we[/: Unterminated character class'],
    ['!db !age<2', 'age<2: a time with its unit is expected, such as age<2h or age>1d12h'],
  ])('%s keeps all, and says why: %s', (filter, why) => {
    expect(filterMistake(filter)).toBe(why);
    expect(matcher(filter)(crashing)).toBe(true);
  });

  it('is texts where there is only that', () => {
    const path = { contains: (text: string) => '/usr/lib'.includes(text) };
    expect(matcher('/usr/ !bin')(path)).toBe(true);
    expect(matcher('/usr/ !lib')(path)).toBe(false);
    expect(matcher('!bin !lib')(path)).toBe(false);
    expect(matcher('!status=Running lib')(path)).toBe(true);
    const command = { contains: (text: string) => 'ls -l /usr'.includes(text) };
    expect(matcher('ls -l /u')(command)).toBe(true);
    expect(matcher('ls -l /v')(command)).toBe(false);
  });
});

describe('what is compared', () => {
  const HOUR = 3600_000;
  const now = 1000 * HOUR;
  const web = { contains: (text: string) => 'web-1'.includes(text), restarts: 4, created: now - 2 * HOUR };
  const keeps = (filter: string, what: Searched = web): boolean => matcher(filter, now)(what);

  it.each<[string, boolean]>([
    ['restarts>3', true],
    ['restarts>4', false],
    ['restarts>=4', true],
    ['restarts=4', true],
    ['restarts<4', false],
    ['RESTARTS<=4', true],
    ['!restarts>3', false],
    ['age<2h', false],
    ['age<=2h', true],
    ['age<121m', true],
    ['age>1h59m', true],
    ['age<1d', true],
    ['age>1d12h', false],
    ['restarts>3 age<3h', true],
    ['restarts>3 age<1h', false],
    ['web restarts>3', true],
    ['restarts>3 db', false],
    ['!web restarts>3', false],
    ['restarts > 3', true],
    ['restarts >= 5', false],
    ['restarts==4', true],
    ['Age <3h restarts> 3', true],
    ['age< 1h', false],
    ['web restarts > 4', false],
  ])('%s keeps a Pod of 4 restarts and two hours: %s', (filter, kept) => {
    expect(keeps(filter)).toBe(kept);
  });

  it('is not of an age that nobody knows', () => {
    const { created: _, ...unknown } = web;
    expect(keeps('age<2h', { ...unknown, created: undefined })).toBe(false);
    expect(keeps('age>2h', { ...unknown, created: undefined })).toBe(false);
  });

  it('is text where there is nothing to compare, and where it is no comparison', () => {
    const texts = ['restarts>3', 'cpu>3', 'age<2', 'age=2h', 'restarts>many'];
    for (const text of texts) {
      expect(keeps(text, { contains: (wanted) => wanted === text })).toBe(true);
      expect(keeps(text, { contains: () => false })).toBe(false);
    }
    expect(keeps('restarts>many', { ...web, contains: (wanted) => wanted === 'restarts>many' })).toBe(true);
  });
});

describe('what is more than a text', () => {
  const web: Searched = {
    contains: (text) => 'web-7f-x2'.includes(text),
    fits: (test) => ['web-7f-x2', 'node-1', 'crashloopbackoff'].some(test),
    labels: { app: 'Web', tier: 'front' },
    restarts: 4,
    created: 0,
  };

  it.each<[string, boolean]>([
    ['/^web-.*-x\\d$/', true],
    ['/^web-.*-x\\d$', true],
    ['/^7f/', false],
    ['!/^web/', false],
    ['!/^db/ restarts > 4', false],
    ['!/^db/ restarts > 3', true],
    ['!/^web/ restarts > 3', false],
    ['!/^db/', true],
    ['/CrashLoop/', true],
    ['/^Node-\\D/', false],
    ['/^node-\\d/', true],
    ['/^web/ restarts>3', true],
    ['restarts>4 /^web/', false],
    ['/', true],
    ['-l app=Web', true],
    ['-l app=web', false],
    ['-l app in (Web,Db),!old', true],
    ['!-l tier', false],
    ['-l', true],
    ['-f wx2', true],
    ['-f Crash Off', true],
    ['-f x2w', false],
    ['!-f wx2', false],
    ['-lapp', false],
  ])('%s keeps web-7f-x2, which crashes: %s', (filter, kept) => {
    expect(matcher(filter)(web)).toBe(kept);
  });

  it.each([
    ['/we[/', 'Invalid regular expression: /we[/: Unterminated character class'],
    ['/(?=a)/', '/(?=a)/ looks around or back, which could take for ever: say it without'],
    ['/We(/ restarts>3', 'Invalid regular expression: /We(/: Unterminated group'],
    ['-l app in web', "found 'web' expected: '('"],
    ['-l app=web !x', '-l takes all behind it for labels, such as -l a=x,!b'],
    ['!-l app=web !x', '-l takes all behind it for labels, such as -l a=x,!b'],
    ['-l app=web -f x', '-l takes all behind it for labels, such as -l a=x,!b'],
    ['-l app=web restarts>3', '-l takes all behind it for labels, such as -l a=x,!b'],
    ['-l app in (web) /x/', '-l takes all behind it for labels, such as -l a=x,!b'],
    ['age<', 'age<: a time with its unit is expected, such as age<2h or age>1d12h'],
    ['age < 2', 'age<2: a time with its unit is expected, such as age<2h or age>1d12h'],
    ['age=2h', 'age=2h: compared by < <= > >=, such as age<2h or age>1d12h'],
    ['web restarts>many', 'restarts>many: a whole number is expected, such as restarts>3'],
    ['restarts>1.5', 'restarts>1.5: a whole number is expected, such as restarts>3'],
    ['restarts > ', 'restarts>: a whole number is expected, such as restarts>3'],
    ['restarts!=0', 'restarts!=0: compared by < <= > >= =, such as restarts>3'],
    ['restarts><0', 'restarts><0: compared by < <= > >= =, such as restarts>3'],
    ['!/^web/ cpu>3', 'cpu>3: only restarts and age are compared'],
    ['status<3', 'status<3: asked by = !=, such as status=Running'],
    ['ready>=1/1', 'ready>=1/1: asked by = !=, such as status=Running'],
    ['-l app=-bad-', '"-bad-": letters and digits, between them - _ .'],
    ['-l no*x', '"no*x": letters and digits, between them - _ .'],
    ['!-l app,', "found '', expected: identifier after ','"],
  ])('%s keeps all, and says why: %s', (filter, why) => {
    expect(filterMistake(filter)).toBe(why);
    expect(matcher(filter)(web)).toBe(true);
  });

  it.each<[string, boolean]>([
    ['status=Running', true],
    ['status=run', false],
    ['STATUS = running', true],
    ['status==Running', true],
    ['status!=Running', false],
    ['!status=Running', false],
    ['!status=Error', true],
    ['status=', true],
    ['ip=10.244.0.1', true],
    ['ip=10.244', true],
    ['ip=10.244.', true],
    ['ip=10.24', false],
    ['ip=10.244.0.10', false],
    ['node=<none>', true],
    ['node = <none> status=Running', true],
    ['node=node-1 status=Running', false],
    ['ready=1/2 restarts>3', true],
    ['ready=1/2 restarts>4', false],
    ['status=Running web', true],
    ['status=Running db', false],
    ['/^web/ status=Running', true],
    ['/^db/ status=Running', false],
    ['name=web-1 namespace=shop', true],
    ['name=web', false],
    ['!db ready=1/2', true],
    ['!web ready=1/2', false],
    ['ready=1/2 !web', false],
    ['ready=1/2 !db', true],
    ['!ready=2/2 status=Running', true],
    ['status=Running !ready=1/2', false],
    ['!/^db/ status=Running', true],
    ['status=Running !/^web/', false],
  ])('%s keeps a Pod with this in its columns: %s', (filter, kept) => {
    const pod: Searched = {
      contains: (text) => 'web-1'.includes(text),
      fits: (test) => test('web-1'),
      name: 'web-1',
      namespace: 'shop',
      ready: '1/2',
      status: 'running',
      ip: '10.244.0.1',
      node: '<none>',
      restarts: 4,
      created: 0,
    };
    expect(filterMistake(filter)).toBeUndefined();
    expect(matcher(filter)(pod)).toBe(kept);
  });

  it('asks nothing by a column that is not there: it is text', () => {
    expect(matcher('status=x')({ contains: (wanted) => wanted === 'status=x' })).toBe(true);
    expect(matcher('kind=Pod')({ contains: () => false, kind: 'Pod' })).toBe(true);
    expect(matcher('kind=Pod')({ contains: () => false, kind: 'Job' })).toBe(false);
  });

  it.each(['web', '<none>', 'restarts', 'age 3', 'x=<3', '-l a>3', '/a>b/'])('%s is no mistake', (filter) => {
    expect(filterMistake(filter)).toBeUndefined();
  });

  it.each(['/usr/', '-l a,', '/a[', '-f x'])('%s is text where there is only that', (filter) => {
    expect(matcher(filter)({ contains: (wanted) => wanted === filter })).toBe(true);
    expect(matcher(filter)({ contains: () => false })).toBe(false);
  });
});
