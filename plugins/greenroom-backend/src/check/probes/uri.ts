import {
  CheckFinding,
  ConnectionSpec,
  ConnectionValues,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Answer, ask, Question } from '../ask';
import { destinationOf, named } from '../destination';
import { strangeAnswer } from './answers';
import { parseAddress, Probe } from './Probe';

const HUB = 'https://huggingface.co';
const MODEL = /^hf:\/\/([^/]+(\/[^/:]+)?)/;

/** Asks for the head of an address, or Hugging Face whether the token may read the model. */
export const uri: Probe = {
  destination: spec => destinationOf(questionOf(spec, {}).url),
  run: async (spec, values, network) => {
    const question = questionOf(spec, values);
    const answer = await ask(question, network);
    const model = modelOf(spec);
    return model
      ? modelFinding(answer, { model, withToken: Boolean(values.HF_TOKEN) })
      : headFinding(answer, question.url);
  },
};

/** `hf://org/model`, also with a revision behind a colon. */
function modelOf({ uri: text = '' }: ConnectionSpec): string | undefined {
  return MODEL.exec(text)?.[1];
}

/** What is asked. The token is for Hugging Face, and for nobody else. */
export function questionOf(
  spec: ConnectionSpec,
  { HF_TOKEN: token }: ConnectionValues,
): Question {
  const model = modelOf(spec);
  return model
    ? {
        method: 'GET',
        url: parseAddress(`${HUB}/api/models/${model}/auth-check`),
        headers: token ? { authorization: `Bearer ${token}` } : undefined,
      }
    : { method: 'HEAD', url: parseAddress(spec.uri ?? '') };
}

/** What a web server means by its answer to a HEAD. */
export function headFinding(answer: Answer, url: URL): CheckFinding {
  const { status } = answer;
  const host = named(destinationOf(url));
  if (status >= 200 && status < 300) {
    return {
      outcome: 'reachable',
      reason: 'Found',
      message: `${host} has something at this address.`,
    };
  }
  if (status === 404 || status === 410) {
    return {
      outcome: 'refused',
      reason: 'NotFound',
      message: `${host} answers, but has nothing at this address.`,
      fix: 'Correct the path of the address.',
    };
  }
  if (status === 401 || status === 403) {
    return {
      outcome: 'refused',
      reason: 'LoginAsked',
      message: `${host} lets nobody read this address without a login, and a connection of this type has none.`,
      fix: 'Use an address that is open to workbenches, or another type of connection.',
    };
  }
  return strangeAnswer(answer, host, 'a web server');
}

/** What Hugging Face means by its answer to an access check; its error codes are in a header. */
export function modelFinding(
  answer: Answer,
  { model, withToken }: { model: string; withToken: boolean },
): CheckFinding {
  const { status, headers } = answer;
  const code = headers['x-error-code'];
  if (status === 200) {
    return {
      outcome: 'reachable',
      reason: 'ModelReadable',
      message: withToken
        ? `The model ${model} is there, and the token may read it.`
        : `The model ${model} is there, and anybody may read it.`,
    };
  }
  if (code === 'GatedRepo') {
    return {
      outcome: 'refused',
      reason: 'ModelGated',
      message: `The model ${model} is only for those who have accepted its terms.`,
      fix: withToken
        ? 'Accept the terms on its page at Hugging Face, with the account that the token belongs to.'
        : 'Accept the terms on its page at Hugging Face, and supply a token of that account.',
    };
  }
  if (status === 401 && withToken) {
    return {
      outcome: 'refused',
      reason: 'TokenRefused',
      message: 'Hugging Face does not take the token.',
      fix: 'Supply the token once more, or make a new one: it may have expired.',
    };
  }
  if (code === 'RepoNotFound' || [401, 403, 404].includes(status)) {
    return {
      outcome: 'refused',
      reason: 'ModelNotFound',
      message: `There is no model ${model} at Hugging Face, or it is private.`,
      fix: withToken
        ? 'Correct the name of the model, or use a token that may read it.'
        : 'Correct the name of the model; if it is private, supply a token that may read it.',
    };
  }
  return strangeAnswer(answer, 'huggingface.co', 'Hugging Face');
}
