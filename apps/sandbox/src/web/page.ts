/** What a base without /api answers, as the web app of a real HUNT does: HTML with status 200, for every path. */
export const webPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>HUNT sandbox</title>
</head>
<body>
<h1>HUNT sandbox</h1>
<p>This is an embedded HUNT for tests, demos and first steps. Its API is under <code>/api</code>;
<a href="/explorer/">the explorer</a> lists every route.</p>
</body>
</html>
`;
