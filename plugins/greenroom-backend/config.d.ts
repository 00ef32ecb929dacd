import { HumanDuration } from '@backstage/types';

export interface Config {
  greenroom?: {
    installation?: {
      /**
       * Tells this installation from others that share a cluster: any text that
       * no other one has, such as a UUID. All replicas have the same; a copy of
       * the database elsewhere must have another. Without it Greenroom only
       * reads; with a new one, clusters have to be taken over.
       */
      id?: string;
    };
    /**
     * How Greenroom itself talks to the clusters that
     * `kubernetes.clusterLocatorMethods` (`type: config`) describes. Never the
     * Kubernetes plugin's credential: that one is lent to every user.
     */
    clusters?: {
      [name: string]: {
        /** @visibility secret */
        serviceAccountToken?: string;
        kubeconfig?: {
          /** Path of the file. */
          file: string;
          /** The current context when absent. */
          context?: string;
        };
        /** ServiceAccounts of Greenroom that projects' objects are written as. */
        projectIdentities?: {
          /** `false`: everything is written with Greenroom's own account, which then needs the rights of `greenroom-project` in projects. */
          enabled?: boolean;
          /** Where they are: a namespace that no project's members reach; `greenroom-system` when absent. */
          namespace?: string;
        };
        /**
         * How the namespaces of projects are made: `Namespace`, by Greenroom
         * itself, or `ProjectRequest`, by OpenShift when Greenroom asks for a
         * project, with what its project template adds. `Namespace` when absent.
         */
        projectNamespaces?: 'Namespace' | 'ProjectRequest';
        /** Nodes of this cluster are simulated: no container runs there. */
        simulated?: boolean;
        /** Who besides a project's own pods may reach these. */
        network?: {
          /**
           * Namespaces of the notebook controller, gateways, Prometheus and the
           * serving controllers; those of the usual installations when absent.
           */
          namespaces?: string[];
          /** Address ranges, for what runs in the network of a node. */
          addresses?: string[];
        };
        /** How its controller of Notebooks stops those that nobody uses. */
        culler?: {
          /** Its `CULL_IDLE_TIME`, e.g. `24h`: then cards say when that will be. */
          idleAfter?: string;
        };
        openDataHub?: {
          /**
           * Namespaces of its dashboard, by default `opendatahub` and
           * `redhat-ods-applications`: what is offered there is offered to every
           * project of the cluster.
           */
          namespaces?: string[];
        };
        /**
         * The Prometheus of this cluster, or what speaks its HTTP API: how full
         * volumes are and how busy accelerators. Not known when absent.
         */
        prometheus?: {
          /** Its address, with the prefix that `/api/v1` is below. */
          url: string;
          /**
           * Bearer token, where it demands one.
           * @visibility secret
           */
          token?: string;
          /** Certificate authority to trust, PEM in Base64. */
          caData?: string;
          /** Or the file that it is in. */
          caFile?: string;
          /** Labels of this cluster's series, e.g. `cluster: prod`, where those of others are in the same place. */
          labels?: { [name: string]: string };
          /**
           * Gauges of how busy an accelerator is, with the labels `namespace`
           * and `pod` (or `exported_namespace` and `exported_pod`); the first
           * that is there counts. Those of NVIDIA's, AMD's and Intel's exporters
           * when absent.
           */
          acceleratorMetrics?: Array<{
            name: string;
            /** What it says of one that is fully busy, such as 1 or 100. */
            full: number;
          }>;
        };
        /** Who the members of projects are on this cluster; nobody when absent. */
        members?: {
          /**
           * Name of a user, such as `{name}@example.org`. Stands for entities of
           * the namespace `default`, unless it contains `{namespace}`.
           */
          user?: string;
          /** Name of a group likewise, such as `oidc:{name}`. */
          group?: string;
          /** Those whose name follows no rule, by entity reference. */
          identities?: { [entityRef: string]: string };
        };
        /**
         * Where browsers reach workbenches of this cluster, always by https.
         * One of `gateway`, `ingress`, `route` and `openDataHub`; nothing is exposed when absent.
         */
        exposure?: {
          /** Workbenches get hosts that end so, except with `openDataHub`. DNS and a certificate for `*.<hostSuffix>` are yours to provide. */
          hostSuffix?: string;
          /** A Gateway of the Gateway API, with an https listener that admits routes of all projects. */
          gateway?: {
            name: string;
            namespace: string;
            /** Name of the listener; any when absent. */
            section?: string;
          };
          ingress?: {
            /** The cluster's default class when absent. */
            className?: string;
            /** Secret with the certificate, in every project; the controller's own when absent. */
            tlsSecret?: string;
          };
          /** Routes of OpenShift, with the certificate of its router. */
          route?: {};
          /** Open Data Hub's gateway: its controller opens every Notebook there, behind its own sign-in. */
          openDataHub?: {
            /** Where browsers reach it, such as `data-science-gateway.apps.example.org`. */
            host: string;
          };
        };
      };
    };
    limits?: {
      /** How many changes a person may make at once, and again within a minute; 120 when absent. */
      writesPerMinute?: number;
    };
    /** What owners of workbenches and model servers are told by Backstage's notifications. */
    notifications?: {
      /** `false`: nothing. On when absent; needs the notifications backend. */
      enabled?: boolean;
    };
    /** Declarations in catalog entities, under `spec.greenroom`. */
    catalog?: {
      /** Pause between two reads of the catalog; 10 s when absent. */
      interval?: HumanDuration | string;
      /**
       * Origin locations from which Projects may come: a location such as
       * `url:https://…/projects.yaml`, or a prefix that ends with `/`. None
       * when absent. Relative `file:` entries start at the backend's working
       * directory, like those of `catalog.locations`.
       */
      projectLocations?: string[];
    };
    connections?: {
      /** "Check connection": the backend itself talks to what a Connection leads to. */
      check?: {
        /**
         * Hosts that checks may talk to; none when absent, and checks are off.
         * Whoever may operate a Connection of a project can have them talked to,
         * with the values of that Connection.
         */
        allowedHosts?: Array<{
          /**
           * `s3.example.org`, or `*.example.org` for all below it; with a port
           * (`s3.example.org:9000`) where it is not the usual one of https
           * or PostgreSQL.
           */
          host: string;
          /** Also `http://` addresses, and PostgreSQL servers without TLS: values may be read on the way. */
          plaintext?: boolean;
          /** Also where the name leads to a private address, as it often does for storage of one's own. */
          privateAddresses?: boolean;
        }>;
      };
    };
    /**
     * What the platform team offers. Every entry has a `name`, and may have
     * `version`, `lifecycle`, `title`, `owner` and `description`.
     */
    standards?: {
      /** YAML files with more of the same, relative to the backend's working directory. */
      files?: string[];
      hardwareProfiles?: object[];
      workbenchImages?: object[];
      servingRuntimes?: object[];
      projectTiers?: object[];
      /** Which images may be used by reference. */
      policy?: {
        imageRegistries?: string[];
        requireDigest?: boolean;
      };
    };
  };
}
