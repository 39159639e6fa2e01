/** The first page that the browser shows, as a URL: a file might be out of the reach of a browser in a box (Snap, Flatpak). */
export const warningPage = (url: string): string =>
  `data:text/html;charset=utf-8;base64,${Buffer.from(markup(url)).toString('base64')}`;

const markup = (url: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>⚠ Web security is off</title>
<style>
body { margin: 0; padding: 8vh 8vw; background: #b00020; color: #fff; font: 1.2rem/1.5 system-ui, sans-serif }
main { max-width: 42rem }
a { color: #fff; font-weight: 700 }
</style>
<main>
<h1>⚠ Web security is off in this browser</h1>
<p>Every page in this window can read every site, including those you are signed in to here. Open nothing but your own page,
and sign in nowhere else. Everything is deleted when you close the window.</p>
<p>It shows whether CORS is the only problem. If your page works here, it is. If not, something else is wrong too.</p>
<p>It fixes nothing and proves nothing about your server: nobody else's browser is like this one.
<code>corsmith check</code> finds out what to change on the server, and <code>corsmith proxy</code> lets you keep developing until then.</p>
<p><a id="go-on" href="${escaped(url)}">Continue to ${escaped(url)}</a></p>
</main>
`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
