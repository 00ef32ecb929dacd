import path from 'node:path';
import { root } from './paths.mjs';

/** The shorter way to say where a file is, for someone in the root of the repository. */
const relative = file =>
  file.startsWith(root + path.sep) ? path.relative(root, file) : file;

/** What a person wants to know when the portal is ready: where, who, what is real, how to stop. */
export function readySummary({ url, took, state, cluster }) {
  const facts = [
    ['Sign in', 'as guest: Dana, data scientist in the group fraud'],
    ...(cluster.simulated
      ? [
          [
            'Real',
            `Backstage with SQLite; Kubernetes: etcd, API server, controller manager, scheduler${
              cluster.measured ? '; Prometheus' : ''
            }`,
          ],
          [
            'Simulated',
            `nodes, accelerators and pods (kwok); Notebook and KServe controllers (stand-ins)${
              cluster.measured ? '; what Prometheus measures' : ''
            }`,
          ],
          ...(cluster.measured
            ? []
            : [
                [
                  'Missing',
                  'Prometheus could not be had (cluster.log says why): nothing tells how full volumes are',
                ],
              ]),
        ]
      : [
          ['Real', 'Backstage with SQLite; the cluster of your kubeconfig'],
          ['Cluster', cluster.description],
        ]),
    [
      'kubectl',
      `kubectl --kubeconfig ${relative(cluster.kubeconfig)} get pods -A`,
    ],
    ['State', `${relative(state.base)}  (npm start -- --reset forgets it)`],
    ['Logs', relative(state.logs)],
    ['Stop', 'Ctrl-C'],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return `\n✔ Greenroom is ready: ${url}  (${took})\n\n${facts
    .map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`)
    .join('')}\n`;
}
