import { explore, issues, workbench } from './__testUtils__/issues';
import { gitFolder } from './git';

/** Put together: linters take the whole for code. */
const SCRIPT_ADDRESS = ['javascript', 'alert(1)'].join(':');

describe('the repository of a workbench', () => {
  const withGit = (git: object) =>
    issues(explore, {
      ...workbench,
      git: { url: 'https://git.example.org/fraud/notebooks.git', ...git },
    });

  it.each([
    {},
    { url: 'https://github.com/a/b' },
    { url: 'https://git.example.org:8443/~me/a.b_c+d.git/' },
    { url: 'https://dev.azure.com/org/My%20Project/_git/repo' },
    { ref: 'feature/x-1' },
    { ref: '0f3c1d2', storage: 'work', secret: 'git-login' },
  ])('admits %j', git => {
    expect(withGit(git)).toEqual({});
  });

  it.each([
    SCRIPT_ADDRESS,
    'file:///etc/passwd',
    '/etc/passwd',
    'http://git.example.org/a.git',
    'ssh://git@git.example.org/a.git',
    'git@git.example.org:fraud/a.git',
    'ext::sh -c touch% /tmp/x',
    '--upload-pack=touch /tmp/x',
    'https://user:token@git.example.org/a.git',
    'https://token@git.example.org/a.git',
    'https://git.example.org/a.git?x=1',
    'https://git.example.org/a.git#x',
    'https://git.example.org/../a.git',
    'https://git.example.org/a/..',
    'https://git.example.org/-a',
    'https://git.example.org/$(id)',
    'https://git.example.org',
    'https://169.254.169.254/a.git',
    'https://127.0.0.1:8080/a.git',
    'https://localhost/a.git',
    `https://git.example.org/${'a'.repeat(600)}`,
  ])('refuses the address %s', url => {
    expect(Object.keys(withGit({ url }))).toEqual(['spec.git.url']);
  });

  it.each(['-b', '--orphan', 'a..b', 'a b', 'a:b', '$(id)', '@{-1}', ''])(
    'refuses the ref "%s"',
    ref => {
      expect(Object.keys(withGit({ ref }))).toEqual(['spec.git.ref']);
    },
  );

  it('refuses a Secret elsewhere, and the token of a workbench', () => {
    expect(withGit({ secret: 'other/git' })).toHaveProperty([
      'spec.git.secret',
    ]);
    expect(withGit({ secret: 'train-jupyter-token' })).toEqual({
      'spec.git.secret':
        'belongs to a workbench; Greenroom gives it to nobody else',
    });
  });

  it('wants a volume that keeps it', () => {
    expect(withGit({ storage: 'data' })).toEqual({
      'spec.git.storage': 'must be one of the volumes: work',
    });
    const git = { url: 'https://git.example.org/a' };
    expect(issues(explore, { ...workbench, storage: [], git })).toEqual({
      'spec.git': 'needs a volume to be cloned into: add one to "storage"',
    });
  });

  it('makes the folder that git would', () => {
    expect(
      ['a/notebooks.git', 'a/notebooks/', 'a/b.c', 'a/x.git/'].map(path =>
        gitFolder(`https://git.example.org/${path}`),
      ),
    ).toEqual(['notebooks', 'notebooks', 'b.c', 'x']);
  });
});
