-- KEYS: feed, receipt, open, receipts, dead letters, dead letter. ARGV: receipt id, facts JSON, letter id.
-- A rejected document is unread again: its bytes are read as if they had just come. A feed has one open receipt at a time.
if redis.call('EXISTS', KEYS[6]) == 0 then return 'gone' end
if redis.call('HEXISTS', KEYS[2], 'state') == 0 then return 'no-receipt' end
local open = redis.call('HGET', KEYS[1], 'openReceipt') or ''
if open ~= '' then return 'busy' end
redis.call('DEL', KEYS[3])
redis.call('HSET', KEYS[2], 'state', 'unread', 'facts', ARGV[2])
redis.call('PERSIST', KEYS[2])
redis.call('ZADD', KEYS[4], 0, ARGV[1])
redis.call('HSET', KEYS[1], 'openReceipt', ARGV[1])
redis.call('DEL', KEYS[6])
redis.call('ZREM', KEYS[5], ARGV[3])
return 'opened'
