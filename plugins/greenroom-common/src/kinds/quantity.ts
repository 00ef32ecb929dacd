import { z } from 'zod';

const FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY =
  /^([+-]?[0-9]+(?:\.[0-9]*)?|[+-]?\.[0-9]+)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?[0-9]{1,2}))?$/;

/**
 * Value of a Kubernetes quantity in its base unit (bytes, cores, devices).
 * @returns undefined when the text is not a quantity
 */
export function parseQuantity(
  text: string | number | undefined,
): number | undefined {
  if (typeof text === 'number') return text;
  const match = QUANTITY.exec(text ?? '');
  if (!match) return undefined;
  const [, digits, suffix = '', exponent] = match;
  return Number(digits) * (exponent ? 10 ** Number(exponent) : FACTORS[suffix]);
}

function boundedQuantity(what: string, min: string, max: string) {
  return z
    .string()
    .max(20)
    .superRefine((text, context) => {
      const value = parseQuantity(text);
      if (value === undefined) {
        context.addIssue({
          code: 'custom',
          message: `is not a Kubernetes quantity such as "${min}"`,
        });
      } else if (value < parseQuantity(min)! || value > parseQuantity(max)!) {
        context.addIssue({
          code: 'custom',
          message: `${what} must be between ${min} and ${max}`,
        });
      }
    });
}

/** The least and the most that can be asked for. */
export const CPU_BOUNDS = ['10m', '512'] as const;
export const MEMORY_BOUNDS = ['16Mi', '16Ti'] as const;

/** CPU in cores, e.g. `500m` or `2`. */
export const cpuQuantity = boundedQuantity('CPU', ...CPU_BOUNDS);
/** Memory in bytes, e.g. `8Gi`. */
export const memoryQuantity = boundedQuantity('memory', ...MEMORY_BOUNDS);
/** Size of a volume in bytes, e.g. `20Gi`. */
export const storageQuantity = boundedQuantity('size', '1Mi', '100Ti');
