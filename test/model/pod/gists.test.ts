import { portGists } from '../../../src/model/pod/port-gists.ts';
import { expect, it } from 'vitest';
import { exitGists } from '../../../src/model/pod/exits.ts';
import { reasonGists } from '../../../src/model/pod/reason-gist.ts';

it.each([
  ['CrashLoopBackOff', ['Crash…BackOff', 'CrashLoop…', 'Crash…']],
  ['Init:CrashLoopBackOff', ['Init:Crash…BackOff', 'Init:CrashLoop…', 'Init:Crash…']],
  ['Init:OOMKilled', ['Init:OOM…']],
  ['ImagePullBackOff', ['Image…BackOff', 'ImagePull…', 'Image…']],
  ['ErrImagePull', ['Err…Pull']],
  ['CreateContainerConfigError', ['Create…ConfigError', '…ConfigError']],
  ['RunContainerError', ['Run…Error']],
  ['MinimumReplicasUnavailable', ['Minimum…Unavailable', '…Unavailable']],
  ['ProgressDeadlineExceeded', ['Progress…Exceeded', 'Prog…Exceeded']],
  ['DeadlineExceeded', ['Dead…Exceeded']],
  ['BackoffLimitExceeded', ['Backoff…Exceeded', 'Back…Exceeded']],
  ['ContainersNotReady', ['…NotReady']],
  ['Running', []],
  ['FailedCreate', []],
  ['BackOff', []],
  ['', []],
])('the reason %s keeps in short what tells most, and says where something is left out', (reason, gists) => {
  expect(reasonGists(reason)).toEqual(gists);
});

it('a reason that is cut for REASON keeps its end', () => {
  for (const reason of [
    'CrashLoopBackOff',
    'ImagePullBackOff',
    'CreateContainerConfigError',
    'MinimumReplicasUnavailable',
    'ProgressDeadlineExceeded',
    'BackoffLimitExceeded',
    'DeadlineExceeded',
    'ContainersNotReady',
    'ContainerCreating',
    'PodInitializing',
  ])
    expect(
      reasonGists(reason).find((form) => form.length <= 13),
      reason,
    ).toMatch(/…[A-Z]\w+$/);
});

it.each([
  ['OOMKilled 137', ['OOM 137', '137']],
  ['137 (128+SIGKILL)', ['137 SIGKILL', '137']],
  ['exit 3', ['3']],
  ['exit -1073741819 (0xC0000005)', ['0xC0000005']],
  ['signal 9 (SIGKILL)', ['SIGKILL']],
  ['–', []],
])('the ending %s keeps in short what tells most', (text, gists) => {
  expect(exitGists(text)).toEqual(gists);
});

it.each([
  [
    ['80/TCP http', '9100/TCP metrics'],
    ['80, 9100', '80 +1'],
  ],
  [
    ['80/TCP', '81/TCP', '90/UDP dns'],
    ['80, 81, 90/UDP', '80, 81 +1', '80 +2'],
  ],
  [['53/UDP'], []],
  [['8080/TCP http'], ['8080']],
  [[], []],
])('of the ports %j the numbers are enough', (ports, gists) => {
  expect(portGists(ports)).toEqual(gists);
});
