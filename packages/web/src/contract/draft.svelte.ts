const EXAMPLE = `policy:
  origins: [http://localhost:5173]

endpoints:
  - url: http://localhost:3000/users
    methods: [GET]
`;

/** The contract that is typed: whoever tested it once may want to watch it. */
export const draft = $state({ text: EXAMPLE, environment: '' });
