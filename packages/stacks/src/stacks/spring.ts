import { allowedMethods } from '../cors-headers.js';
import { splitOrigins } from '../origin-pattern.js';
import { bodyMark, type RenderedPolicy, type Stack } from '../stack.js';

const PATH = 'SecurityConfig.java';

export const spring: Stack = {
  id: 'spring',
  title: 'Spring',
  role: 'application',
  before: ['quarkus'],
  detect: (exchange) => [
    ...bodyMark(exchange, /^Invalid CORS request$/),
    ...bodyMark(exchange, /<h1>Whitelabel Error Page<\/h1>/),
    ...bodyMark(exchange, /^\{"timestamp":.{1,60},"status":\d{3},"error":"/),
    ...tripleVary(exchange),
  ],
  render: (policy) => ({
    files: [
      {
        path: PATH,
        language: 'java',
        where: 'in the chain of HttpSecurity, where Spring Security is used',
        code: `import static org.springframework.security.config.Customizer.withDefaults;

http.cors(withDefaults());`,
      },
      {
        path: PATH,
        language: 'java',
        where: 'in a @Configuration class of Spring MVC (servlets)',
        code: `${imports('')}

@Bean
CorsConfigurationSource corsConfigurationSource() {
${configuration(policy)}    return source;
}`,
      },
    ],
    forms: [
      {
        id: 'reactive',
        when: 'In Spring WebFlux and Spring Cloud Gateway write instead',
        files: [
          {
            path: 'CorsConfig.java',
            language: 'java',
            where: 'in a @Configuration class',
            code: `import org.springframework.web.cors.reactive.CorsWebFilter;
${imports('reactive.')}

@Bean
CorsWebFilter corsWebFilter() {
${configuration(policy)}    return new CorsWebFilter(source);
}`,
          },
        ],
      },
    ],
    steps: [
      'Without Spring Security, register new CorsFilter(corsConfigurationSource()) as a @Bean instead of the first line: org.springframework.web.filter.CorsFilter.',
      'Remove every @CrossOrigin, addCorsMappings() and header with an Access-Control-… name.',
      'Build and restart the app.',
    ],
    pitfalls: [
      'Servlets and WebFlux have classes with the same names: the imports distinguish them.',
      'Without http.cors() Spring Security responds to the preflight with 401 or 403 before Spring MVC sees it.',
      'allowedOrigins takes exact origins without a trailing slash; patterns belong in allowedOriginPatterns.',
      'allowedOriginPatterns("*") with credentials allows every origin.',
    ],
    verified: 'documented',
  }),
};

/** Spring names all three, each in a line of its own. */
function tripleVary({ response }: Parameters<Stack['detect']>[0]): readonly string[] {
  const values = (response?.headers ?? []).filter(([name]) => name.toLowerCase() === 'vary').map(([, value]) => value);
  const three = ['Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'];
  return three.every((name) => values.includes(name)) ? ['three Vary lines'] : [];
}

const list = (values: readonly string[]): string => `List.of(${values.map((one) => JSON.stringify(one)).join(', ')})`;

/** The types of both stacks have the same names. */
const imports = (stack: '' | 'reactive.'): string =>
  [
    'java.util.List',
    'org.springframework.context.annotation.Bean',
    'org.springframework.web.cors.CorsConfiguration',
    ...(stack === '' ? ['org.springframework.web.cors.CorsConfigurationSource'] : []),
    `org.springframework.web.cors.${stack}UrlBasedCorsConfigurationSource`,
  ]
    .map((name) => `import ${name};`)
    .join('\n');

const configuration = (policy: RenderedPolicy): string => `    CorsConfiguration cors = new CorsConfiguration();
${settings(policy)
  .map((line) => `    cors.${line};\n`)
  .join('')}    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", cors);
`;

function settings(policy: RenderedPolicy): string[] {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  const { exact, patterns } = splitOrigins(origins);
  return [
    ...(origins === '*' || exact.length > 0 ? [`setAllowedOrigins(${list(origins === '*' ? ['*'] : exact)})`] : []),
    // A list of ports in square brackets, or all of them.
    ...(patterns.length > 0
      ? [`setAllowedOriginPatterns(${list(patterns.map((pattern) => pattern.replace(/:\*$/, ':[*]')))})`]
      : []),
    `setAllowedMethods(${list(allowedMethods(policy))})`,
    ...(requestHeaders.length > 0
      ? [`setAllowedHeaders(${list(requestHeaders === '*' ? ['*'] : requestHeaders)})`]
      : []),
    ...(responseHeaders.length > 0 ? [`setExposedHeaders(${list(responseHeaders)})`] : []),
    ...(credentials ? ['setAllowCredentials(true)'] : []),
    ...(maxAge === undefined ? [] : [`setMaxAge(${maxAge}L)`]),
  ];
}
