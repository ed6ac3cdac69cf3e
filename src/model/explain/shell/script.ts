import { type CommandPlace, placeFlags, podscopeCommand } from '../../text/command-place.ts';
import { type Fields, fieldsOf, textOf } from '../../whole/fields.ts';
import type { Block } from '../container/container-block.ts';
import { keptFiles } from '../kept-files.ts';
import { fetching, functionsFor } from './preamble.ts';
import type { Argument, Command, Saying, Tool } from './saying.ts';
import { commentText, plainName, shellWord, type Word } from './shell.ts';
import type { VolumeStand } from '../volumes.ts';

/** What a script is written of. */
export interface Parts {
  readonly tool: Tool;
  readonly pod: Fields;
  /** The name of pause as docker has it: the Pod's. */
  readonly pause: string;
  readonly sandbox: Saying;
  readonly stands: readonly VolumeStand[];
  readonly blocks: readonly Block[];
  /** Where the Pod is: its namespace is its own. */
  readonly place: CommandPlace;
}

/** What a runtime has for pause unless its configuration says otherwise: no field of the Pod names it. */
const PAUSE_IMAGE = 'registry.k8s.io/pause:3.10';

/** A script for bash, and with each line of it what it is of the Pod. */
export function script(parts: Parts, reading: readonly string[], unsaid: readonly string[]): string[] {
  const body = [
    ...volumes(parts),
    ...pause(parts),
    ...parts.blocks.flatMap((block) => container(parts, block)),
  ];
  return [
    '#!/usr/bin/env bash',
    comment(titleOf(parts)),
    '#',
    ...reading.map(comment),
    '#',
    ...usage(parts).map(comment),
    '#',
    comment('What no command below says, since it is no part of a container:'),
    ...unsaid.map((line) => comment(`  ${line}`)),
    '',
    'set -euo pipefail',
    ...means(parts),
    ...functionsFor(body.join('\n')),
    'case ${1-} in',
    ...(keptFiles(parts.pod).length > 0 ? ['fill) fill; exit ;;'] : []),
    'clean) clean && exit ;;',
    'esac',
    ...body,
  ];
}

const comment = (text: string): string => (text === '' ? '#' : `# ${commentText(text)}`);

function titleOf({ tool, pod }: Parts): string {
  const { namespace, name } = fieldsOf(pod.metadata);
  const of = [namespace, name].map(textOf).filter(Boolean).join('/');
  return `The Pod ${of}, by hand: with ${tool}, without Kubernetes`;
}

function usage({ tool, pod, pause, stands, place }: Parts): string[] {
  const files = keptFiles(pod).length > 0;
  const made = podscopeCommand(
    ['explain', pause],
    { ...place, namespace: namespaceOf(pod) },
    tool === 'podman' ? ['--podman'] : [],
  );
  return [
    `${made} >THIS`,
    'bash THIS        builds it; its images have to be at hand, or to be had',
    ...(files ? [`bash THIS fill   before: its ConfigMaps and Secrets, by kubectl, to ${pause}.given`] : []),
    `bash THIS clean  removes all that it made, but for ${[`${pause}.given`, ...created(stands)].join(' and ')}`,
  ];
}

/** Directories that it makes outside of its own, as the kubelet does: who else has come to use them is not known. */
const created = (stands: readonly VolumeStand[]): string[] =>
  stands.flatMap(({ stand, commands }) =>
    stand.type === 'directory' && typeof stand.at[0] === 'string' && commands.length > 0
      ? [shellWord(stand.at)]
      : [],
  );

/** Where its files are, and how all of it is removed. */
function means({ tool, pod, pause, stands, blocks, place }: Parts): string[] {
  const names = blocks.map(({ name }) => name).join(' ');
  const made = stands.flatMap(({ stand }) => (stand.type === 'volume' ? [stand.name] : []));
  const remove = tool === 'docker' ? 'docker rm --force --volumes' : 'podman rm --force --ignore --volumes';
  const kept = keptFiles(pod);
  return [
    `dir=$PWD/${pause}.pod`,
    `given=$PWD/${pause}.given`,
    'clean() {',
    ...(names === '' ? [] : [`  ${remove} ${names} || true`]),
    `  ${remove} ${pause} || true`,
    ...(made.length > 0 ? [`  ${tool} volume rm ${made.join(' ')} || true`] : []),
    '  rm -rf -- "$dir"',
    '}',
    ...(kept.length > 0 ? [...fetching(kubectlAt(place)), ...filling(pod, kept)] : []),
  ];
}

const namespaceOf = (pod: Fields): string => textOf(fieldsOf(pod.metadata).namespace) || 'default';

/** kubectl as it finds the Pod's cluster. */
const kubectlAt = (place: CommandPlace): string =>
  ['kubectl', ...placeFlags({ ...place, namespace: undefined })].map((word) => shellWord([word])).join(' ');

/** What one of them lacks does not keep from the others: it fails at the end. */
const filling = (pod: Fields, kept: ReturnType<typeof keptFiles>): string[] => [
  'fill() {',
  '  local failed=0',
  ...kept.map(({ kind, name, optional }) => {
    const words = [namespaceOf(pod), kind, name, `${kind}/${plainName(name)}`, ...mayLack(optional)];
    return `  fetch ${words.map((word) => shellWord([word])).join(' ')} || failed=1`;
  }),
  '  return "$failed"',
  '}',
];

const mayLack = (optional: boolean): readonly string[] => (optional ? ['optional'] : []);

function volumes({ pod, stands }: Parts): string[] {
  const group = textOf(fieldsOf(fieldsOf(pod.spec).securityContext).fsGroup);
  return [
    '',
    comment("The Pod's volumes: directories, as the kubelet has them below /var/lib/kubelet/pods"),
    'mkdir -p -- "$dir" "$given"',
    ...stands.flatMap(({ name, told, commands }) => [
      ...told.map((line, index) => comment(`${index === 0 ? `${name}: ` : '  '}${line}`)),
      ...commands.map(commandText),
    ]),
    ...(group === ''
      ? []
      : [
          commandText({
            text: `chgrp -R -- ${shellWord([group])} "$dir" && chmod -R g+rwX -- "$dir" || true`,
            why: 'fsGroup',
          }),
        ]),
  ];
}

function pause({ tool, pod, pause: name, sandbox }: Parts): string[] {
  const { hostNetwork } = fieldsOf(pod.spec);
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  const address = hostNetwork === true ? '127.0.0.1' : `$(${tool} inspect --format='${format}' ${name})`;
  const theirs = textOf(fieldsOf(pod.status).podIP);
  return [
    '',
    comment('pause: it only waits, and by that holds the namespaces which the others join'),
    ...notes(sandbox.notes),
    ...run(tool, [
      { word: ['--detach'], why: '' },
      { word: [`--name=${name}`], why: 'the Pod' },
      ...sandbox.args,
      { word: [PAUSE_IMAGE], why: "the runtime's configuration names it, not the Pod" },
    ]),
    commandText({
      text: `ip=${address}`,
      why: `in place of the Pod's IP${theirs === '' ? '' : ` ${theirs}`}`,
    }),
  ];
}

function container({ tool }: Parts, block: Block): string[] {
  const { files, wholes, passed } = block.environment;
  return [
    '',
    comment(block.title),
    ...notes(block.notes),
    ...block.before.map(commandText),
    ...files.map(({ file, orElse }, index) =>
      [`key ${index + 1} ${shellWord([file])}`, ...(orElse ? [shellWord(orElse)] : [])].join(' '),
    ),
    ...(wholes.length > 0 ? ['whole=()'] : []),
    ...wholes.map(({ directory, prefix, secret, optional, why }) => {
      const text = [secret ? 'secrets' : 'keys', directory, shellWord([prefix]), ...mayLack(optional)].join(
        ' ',
      );
      return commandText({ text, why });
    }),
    ...(passed.length > 0
      ? [comment(`  of Secrets: ${tool} takes them from its environment, so that no command line shows them`)]
      : []),
    ...run(tool, block.args, passed),
    ...block.after.map(commandText),
  ];
}

const notes = (lines: readonly string[]): string[] => lines.map((line) => comment(`  not said: ${line}`));

/** Where what a line is of the Pod begins. */
const WHY = 52;

const withWhy = (text: string, why: string): string =>
  why === '' ? text : `${text.padEnd(WHY)} # ${commentText(why)}`;

const commandText = ({ text, why }: Command): string => withWhy(text, why);

/** A container's command: its arguments are an array, so that each has its line and its comment. */
function run(tool: Tool, args: readonly Argument[], passed: readonly Word[] = []): string[] {
  const lines = args.map(({ word, why }) => withWhy(`  ${shellWord(word)}`, why));
  const set = passed.map((word) => `${shellWord(word)} \\`);
  return ['run=(', ...lines, ')', ...set, `${tool} run "\${run[@]}"`];
}
