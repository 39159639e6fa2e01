import { describe, expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy } from '../linted.js';

const java = (text: string) => linted({ 'src/main/java/App.java': text });
const configuration = (lines: string, more = ''): string => `class C {
  @Bean CorsConfigurationSource source() {
    CorsConfiguration c = new CorsConfiguration();
    ${lines}
    UrlBasedCorsConfigurationSource s = new UrlBasedCorsConfigurationSource();
    s.registerCorsConfiguration("/**", c);
    return s;
  }
  ${more}
}`;

describe('CorsConfiguration', () => {
  test('what is set is allowed, and no more', async () => {
    const result = await java(
      configuration(
        'c.setAllowedOrigins(List.of("https://a.example/")); c.addAllowedMethod(HttpMethod.PUT.name()); c.setAllowCredentials(true);',
      ),
    );
    expect(hardOf(result)).toEqual([]);
    expect(onlyPolicy(result)).toMatchObject({ origins: ['https://a.example'], credentials: true, requestHeaders: [] });
    expect(onlyPolicy(result)?.methods).toContain('PUT');
  });
  test('* with credentials throws, as a pattern it sends every origin back', async () => {
    expect(hardOf(await java(configuration('c.addAllowedOrigin("*"); c.setAllowCredentials(true);')))).toEqual([
      'broken refuses-to-start 4',
    ]);
    expect(hardOf(await java(configuration('c.addAllowedOriginPattern("*"); c.setAllowCredentials(true);')))).toEqual([
      'insecure any-origin-with-credentials 4',
    ]);
  });
  test('two configurations with variables of one name stay apart', async () => {
    const method = (origin: string) =>
      `CorsFilter f${origin}() { CorsConfiguration config = new CorsConfiguration(); config.addAllowedOrigin("https://${origin}.example"); return null; }`;
    const { policies } = await java(`class C { ${method('a')}\n${method('b')} }`);
    expect(policies.map(({ policy }) => policy?.origins)).toEqual([['https://a.example'], ['https://b.example']]);
  });
  test('a field of @Value is not known, its default is', async () => {
    const result = await java(
      `class C { @Value("\${app.origins:https://a.example}") String[] origins;\n${configuration('c.setAllowedOrigins(List.of(origins));').replace('class C {', '')}`,
    );
    expect(result.policies[0]?.unknownBecause).toContain('app.origins');
  });
});

describe('registry and annotation', () => {
  test('addMapping fills in what is not said', async () => {
    const result = await java(
      'class C { void addCorsMappings(CorsRegistry r) { r.addMapping("/api/**").allowedOrigins("https://a.example"); } }',
    );
    expect(result.policies[0]).toMatchObject({
      where: '/api/**',
      policy: {
        origins: ['https://a.example'],
        methods: ['GET', 'HEAD', 'POST'],
        requestHeaders: '* (echoed)',
        maxAge: 1800,
      },
    });
  });
  test('/ is the root alone', async () => {
    const result = await java(
      'class C { void addCorsMappings(CorsRegistry r) {\n r.addMapping("/").allowedOrigins("https://a.example"); } }',
    );
    expect(hardOf(result)).toEqual(['broken path-not-covered 2']);
  });
  test('@CrossOrigin allows the methods of the mappings', async () => {
    const result = await java(
      '@CrossOrigin(origins = {"https://a.example"}, allowCredentials = "true")\n@RequestMapping("/users")\nclass C { @PutMapping("/{id}") void put() {} @GetMapping void all() {} }',
    );
    expect(result.policies[0]).toMatchObject({
      where: '/users/**',
      policy: { credentials: true, methods: ['GET', 'HEAD', 'PUT'] },
    });
  });
});

describe('Spring Security', () => {
  const chain = (calls: string): string =>
    `@Bean SecurityFilterChain chain(HttpSecurity http) { return http${calls}.authorizeHttpRequests(a -> a.anyRequest().authenticated()).build(); }`;
  const source = 'c.setAllowedOrigins(List.of("https://a.example"));';
  test('without cors() it rejects preflights', async () => {
    expect(hardOf(await java(configuration(source, chain('.csrf(c -> c.disable())'))))).toEqual([
      'broken security-without-cors 9',
    ]);
    expect(hardOf(await java(configuration(source, chain('.cors(AbstractHttpConfigurer::disable)'))))).toEqual([
      'broken security-without-cors 9',
    ]);
  });
  test('with it, or with a source that it finds by its type, it does not', async () => {
    expect(hardOf(await java(configuration(source, chain('.cors(Customizer.withDefaults())'))))).toEqual([]);
    const typed = configuration(source, chain('')).replace(
      '@Bean CorsConfigurationSource',
      '@Bean UrlBasedCorsConfigurationSource',
    );
    expect(hardOf(await java(typed))).toEqual([]);
  });
});
