#!/bin/sh
# A training program that fails in the ways that real ones do, depending on its parameters.
#   train.sh BATCH RATE
batch=$1
rate=$2
echo "starting with batch $batch and rate $rate"
if [ "$batch" -gt 192 ]; then
    echo "RuntimeError: CUDA out of memory. Tried to allocate $batch.00 MiB"
    exit 1
fi
if [ "$batch" -gt 128 ]; then
    # Ended by a signal, as the kernel does when memory is short.
    kill -9 $$
fi
if [ "$batch" -lt 12 ]; then
    echo "waiting for a lock that nobody gives back"
    sleep 60
fi
for epoch in 1 2 3; do
    awk -v r="$rate" -v b="$batch" -v e="$epoch" 'BEGIN {
        d = log(r) / log(10) + 2
        if (d > 0.8) print "epoch " e " loss = nan"
        else print "epoch " e " loss = " d * d + b / 1000 + 1 / e
    }'
    sleep 0.05
done
