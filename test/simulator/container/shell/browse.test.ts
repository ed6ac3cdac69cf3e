import { describe, expect, it } from 'vitest';
import { browseScript } from '../../../../src/model/files/browse-script.ts';
import type { Browsed } from '../../../../src/model/files/browsed.ts';
import { bytesOf } from '../../../../src/model/files/file-names.ts';
import { readBrowsed } from '../../../../src/model/files/read-browsed.ts';
import { TestPod } from '../machine/pod.ts';

/** The script that looks at files is answered by the simulated shell as by a real one: see test/model/files. */
describe('files looked at in a simulated container', () => {
  it('are listed and read, and links told and not followed out', async () => {
    const pod = new TestPod();
    const debian = pod.start('debian', 'exec sleep infinity');
    await pod.clock.pass(10);
    const look = async (path: string, root = '/data'): Promise<Browsed | undefined> => {
      const out = await pod.run(debian, browseScript({ root, path: bytesOf(path) }));
      return readBrowsed(bytesOf(out), 7);
    };
    await pod.run(
      debian,
      `mkdir -p /data/sub; cd /data; printf 'one\\ntwo\\n' > text; touch .hidden 'grün' "it's"; chmod 600 text
       ln -s sub down; ln -s /etc/passwd out; ln -s ../text sub/back; echo in > sub/file`,
    );
    const listed = await look('');
    expect(listed).toMatchObject({ type: 'directory', path: '', count: 7 });
    const entries = listed?.type === 'directory' ? listed.entries : [];
    expect(entries.map(({ name, type, target }) => [name, type, target].filter(Boolean).join(' '))).toEqual([
      '.hidden file',
      'down link sub',
      `${bytesOf('grün')} file`,
      "it's file",
      'out link /etc/passwd',
      'sub directory',
      'text file',
    ]);
    expect(entries.at(-1)?.stat).toMatchObject({ size: 8, mode: 0o100600, uid: 0 });
    expect(await look('text')).toMatchObject({ type: 'file', lines: ['one', 'two'] });
    expect(await look('grün')).toMatchObject({ type: 'file', lines: [] });
    expect(await look('down')).toMatchObject({ type: 'directory', path: 'sub' });
    expect(await look('sub/back')).toMatchObject({ type: 'file', path: 'text' });
    expect(await look('out')).toMatchObject({ type: 'refused', why: 'outside', where: '/etc/passwd' });
    expect(await look('nothing')).toMatchObject({ type: 'refused', why: 'gone' });
    expect(await look('', '/data/text')).toMatchObject({ type: 'file', path: 'text' });
  });
});
