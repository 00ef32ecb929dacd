import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What each field gives and takes; the scaffolder shows this in its field explorer. */
export const projectSchema = makeFieldSchema({
  output: z => z.string().describe('Name of the project'),
});

export const hardwareSchema = makeFieldSchema({
  output: z =>
    z.object({
      profile: z.string().describe('Name of a hardware profile'),
      count: z.number().int().optional().describe('Number of accelerators'),
      cpu: z.string().optional(),
      memory: z.string().optional(),
    }),
  uiOptions: z =>
    z.object({
      for: z
        .enum(['Workbench', 'ModelServer'])
        .optional()
        .describe('Offer only hardware profiles meant for this kind'),
    }),
});

export const imageSchema = makeFieldSchema({
  output: z =>
    z.object({
      name: z.string().optional().describe('Name of a workbench image'),
      version: z.string().optional().describe('Its version'),
      ref: z.string().optional().describe('An image by reference'),
    }),
});

export const runtimeSchema = makeFieldSchema({
  output: z =>
    z.object({
      name: z.string().describe('Name of a serving runtime'),
      version: z.string().optional(),
    }),
});

export const tierSchema = makeFieldSchema({
  output: z => z.string().describe('Name of a project tier'),
});

export const connectionsSchema = makeFieldSchema({
  output: z =>
    z.array(z.string()).describe('Names of connections of the chosen project'),
});

export const claimSchema = makeFieldSchema({
  output: z =>
    z.string().describe('Name of a claim in the namespace of the project'),
});
