<?php
// A receiver of webhooks for PHP 8, without packages. CMS_WEBHOOK_SECRET=whsec_… php -S 127.0.0.1:8090 receiver.php
// Set post_max_size above 10M. What it holds is kept in a file here; in your own database there.

const TOLERANCE = 300;

function isSigned(string $body): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $seconds = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($seconds) || abs(time() - (int) $seconds) > TOLERANCE) {
        return false;
    }
    $key = base64_decode(preg_replace('/^whsec_/', '', getenv('CMS_WEBHOOK_SECRET')));
    $right = base64_encode(hash_hmac('sha256', "$id.$seconds.$body", $key, true));
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $one) {
        if (hash_equals($right, preg_replace('/^v1,/', '', $one))) {
            return true;
        }
    }
    return false;
}

/** Runs a change of what is held, one at a time. */
function withStore(callable $change): mixed
{
    $file = fopen(getenv('STORE') ?: sys_get_temp_dir() . '/copytaster-receiver.json', 'c+');
    flock($file, LOCK_EX);
    $store = json_decode(stream_get_contents($file) ?: '{"seen":{},"held":{}}', true);
    $result = $change($store);
    rewind($file);
    ftruncate($file, 0);
    fwrite($file, json_encode($store));
    fclose($file);
    return $result;
}

function take(array &$store, string $id, array $article): void
{
    if (isset($store['seen'][$id])) {
        return; // a repeat
    }
    $store['seen'][$id] = true;
    $known = $store['held'][$article['id']] ?? null;
    if ($known !== null && $article['revision'] < $known['revision']) {
        return; // late: a newer one is here
    }
    $store['held'][$article['id']] = ['taken' => ($known['taken'] ?? 0) + 1] + $article;
}

/** What may be shown of an article now. */
function shown(array $article): array
{
    $waits = $article['embargoedUntil'] !== null && strtotime($article['embargoedUntil']) > time();
    $open = $article['pubStatus'] === 'usable' && !$waits;
    return [
        'revision' => $article['revision'],
        'taken' => $article['taken'],
        'headline' => $open ? $article['headline'] : null,
        'text' => $open ? $article['bodyText'] : null,
    ];
}

if ($_SERVER['REQUEST_METHOD'] === 'GET') {
    $article = withStore(fn (array &$store) => $store['held'][$_GET['article'] ?? ''] ?? null);
    http_response_code($article === null ? 404 : 200);
    echo $article === null ? '' : json_encode(shown($article));
    return;
}
$body = file_get_contents('php://input');
if (!isSigned($body)) {
    http_response_code(401);
    return;
}
$event = json_decode($body, true);
if (str_starts_with($event['type'], 'article.')) {
    withStore(fn (array &$store) => take($store, $_SERVER['HTTP_WEBHOOK_ID'], $event['data']));
}
http_response_code(204); // types that are new are taken too
