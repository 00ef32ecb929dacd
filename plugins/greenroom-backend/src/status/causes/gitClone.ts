import { CLONE_CONTAINER } from '../../render/gitClone';
import { Cause } from '../Cause';
import { hasFailed, lastEnd, sickContainer } from '../containers';

/** What git says, and what it means. Source: git 2.39 and its HTTP transport. */
const SAID: readonly (readonly [RegExp, string, string])[] = [
  [
    /could not read (Username|Password)|Authentication failed|HTTP Basic: Access denied|returned error: 40[13]/,
    'the server wants to know who you are, or does not let you in',
    'Name a Secret of the project with username and password under "git"',
  ],
  [
    /repository '.*' not found|returned error: 404/,
    'there is no such repository, or you may not see it',
    'Correct the address, or name a Secret with username and password under "git"',
  ],
  [
    /pathspec '.*' did not match|invalid reference/,
    'it has no such branch, tag or commit',
    'Correct the branch, tag or commit under "git"',
  ],
  [
    /Could not resolve host|Failed to connect|Connection (timed out|refused)/,
    'its host cannot be reached from the cluster',
    'Correct the host, or ask the platform team whether the cluster may reach it',
  ],
  [
    /returned error: 5\d\d/,
    'its server is not well',
    'Wait: it is tried again by itself',
  ],
  [
    /certificate/,
    'its certificate is not trusted',
    "Ask the platform team to give the project's tier the certificate authority",
  ],
  [
    /No space left on device/,
    'the volume is full',
    'Ask for a larger volume, or free space on it',
  ],
  [
    /git: (command )?not found/,
    'the image has no git',
    'Choose an image with git, or leave "git" out',
  ],
];

/** The repository cannot be brought into the volume, so the workbench does not start. */
export const gitCloneFailed: Cause = {
  reason: 'GitCloneFailed',
  phase: 'Failed',
  stage: 'Started',
  find: evidence => {
    const sick = sickContainer(
      evidence,
      container =>
        container.init &&
        container.name === CLONE_CONTAINER &&
        hasFailed(container),
    );
    if (!sick) return undefined;
    const said = lastEnd(sick.container)?.message;
    const [, why, fix] = SAID.find(([pattern]) => pattern.test(said ?? '')) ?? [
      undefined,
      'git failed',
      'Correct what is under "git", or leave it out',
    ];
    return {
      summary: `The Git repository could not be cloned: ${why}. Nothing on the volume was changed.`,
      object: sick.object,
      evidence: said,
      fixes: [{ text: fix }],
    };
  },
};
