import { aPod } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { explained } from '../testUtils/anEvidence';

const failing = (message: string, exitCode = 128) =>
  explained({
    pods: [
      aPod()
        .crashing(
          { reason: 'Error', exitCode, message },
          { name: 'git-clone', init: true },
        )
        .build(),
    ],
  });

describe('a repository that cannot be cloned (messages of git 2.39)', () => {
  it.each([
    [
      'the server wants to know who you are, or does not let you in',
      "fatal: could not read Username for 'https://git.example.org': terminal prompts disabled",
    ],
    [
      'there is no such repository, or you may not see it',
      "fatal: repository 'https://git.example.org/fraud/none.git/' not found",
    ],
    [
      'it has no such branch, tag or commit',
      "error: pathspec 'maim' did not match any file(s) known to git",
    ],
    [
      'its host cannot be reached from the cluster',
      "fatal: unable to access 'https://git.example.org/a.git/': Could not resolve host: git.example.org",
    ],
    [
      'its certificate is not trusted',
      "fatal: unable to access 'https://git.example.org/a.git/': server certificate verification failed. CAfile: none CRLfile: none",
    ],
    [
      'it has no such branch, tag or commit',
      "Cloning into '/opt/app-root/src/.notebooks.greenroom-cloning'...\nfatal: invalid reference: maim\n",
    ],
    [
      'its server is not well',
      "fatal: unable to access 'https://git.example.org/a.git/': The requested URL returned error: 502",
    ],
    [
      'its host cannot be reached from the cluster',
      "fatal: unable to access 'https://git.example.org:9/a.git/': Failed to connect to git.example.org port 9 after 32 ms: Couldn't connect to server",
    ],
    ['the image has no git', '/bin/sh: 8: git: not found'],
    ['git failed', ''],
  ])('%s', (why, message) => {
    expect(failing(message)).toMatchObject({
      reason: 'GitCloneFailed',
      summary: `The Git repository could not be cloned: ${why}. Nothing on the volume was changed.`,
      chain: [
        { object: 'Notebook fraud/explore' },
        { object: 'Pod fraud/explore-0', evidence: message },
      ],
      fixes: [{ text: expect.any(String) }],
    });
  });
});
