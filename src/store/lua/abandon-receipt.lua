-- KEYS: feed, receipt, open, receipts. ARGV: receipt id.
-- The receipt goes without its validators being saved: the feed's next fetch brings again what was open in it.
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('ZREM', KEYS[4], ARGV[1])
if redis.call('HGET', KEYS[1], 'openReceipt') == ARGV[1] then redis.call('HSET', KEYS[1], 'openReceipt', '') end
return 1
