import { describe, expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

const program = (policy: string, pipeline = 'app.UseCors("app");\napp.UseAuthorization();\napp.MapControllers();') =>
  linted({
    'Program.cs': `var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCors(options => options.AddPolicy("app", policy => policy${policy}));
var app = builder.Build();
${pipeline}
app.Run();
`,
  });

describe('a policy', () => {
  test('its origins, methods, headers and age', async () => {
    const result = await program(
      '.WithOrigins("https://a.example", "https://b.example").WithMethods("PUT").WithHeaders("X-A").AllowCredentials().SetPreflightMaxAge(TimeSpan.FromMinutes(10))',
    );
    expect(hardOf(result)).toEqual([]);
    expect(onlyPolicy(result)).toMatchObject({
      origins: ['https://a.example', 'https://b.example'],
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PUT'],
      requestHeaders: ['X-A'],
      maxAge: 600,
    });
  });
  test('in a block, with an array that is declared before', async () => {
    const result = await linted({
      'Program.cs': `string[] origins = new[] { "https://a.example", "https://b.example/" };
builder.Services.AddCors(options =>
{
    options.AddDefaultPolicy(policy =>
    {
        policy.WithOrigins(origins)
              .AllowAnyHeader() // every one
              .AllowAnyMethod();
    });
});
app.UseCors();
app.Run();
`,
    });
    expect(onlyPolicy(result)).toMatchObject({ origins: ['https://a.example'], requestHeaders: '* (echoed)' });
    expect(hardOf(result)).toEqual(['broken origin-never-matches 1']);
  });
  test('every origin with credentials throws, or is sent back', async () => {
    expect(hardOf(await program('.AllowAnyOrigin().AllowCredentials()'))).toEqual(['broken refuses-to-start 2']);
    expect(hardOf(await program('.SetIsOriginAllowed(origin => true).AllowCredentials()'))).toEqual([
      'insecure any-origin-with-credentials 2',
    ]);
  });
  test('what a function or the configuration decides is not known', async () => {
    const result = await program('.SetIsOriginAllowed(origin => new Uri(origin).Host == "localhost").AllowAnyHeader()');
    expect(result.policies[0]?.unknownBecause).toContain('function');
    const configured = await program('.WithOrigins(builder.Configuration["Origins"].Split(","))');
    expect(configured.policies[0]?.policy).toBeNull();
  });
});

describe('the pipeline', () => {
  const policy = '.WithOrigins("https://a.example")';
  test('UseCors() after what responds by itself', async () => {
    expect(
      shownOf(await program(policy, 'app.UseStaticFiles();\napp.UseAuthorization();\napp.UseCors("app");')),
    ).toEqual(['fragile static-before-cors 4', 'broken cors-after-authorization 6']);
  });
  test('a policy that nothing uses, a name that no policy has', async () => {
    expect(hardOf(await program(policy, 'app.MapControllers();'))).toEqual(['broken policy-not-used 2']);
    expect(hardOf(await program(policy, 'app.UseCors("App");'))).toEqual(['broken policy-name-unknown 4']);
  });
});

test.each(['(', 'x => {', '"'.repeat(99), '['.repeat(5000), 'a.b<c'])('%j is read to its end', async (text) => {
  expect((await linted({ 'A.cs': `app.UseCors(${text}` })).policies.length).toBeLessThan(2);
});
