"""Faiss IndexFlatL2 as an arm of NearestPeers. Needs faiss-cpu and numpy. Arguments: WALL|CPU THREADS."""
import sys
import time

import faiss
import numpy

clock = time.process_time if sys.argv[1] == "CPU" else time.perf_counter
faiss.omp_set_num_threads(int(sys.argv[2]))
for line in sys.stdin:
    words = line.split()
    if words[0] == "load":
        n, dim, size = (int(word) for word in words[4:7])
        z = numpy.fromfile(words[2], dtype="<f4").reshape(n, dim)
        index = faiss.IndexFlatL2(dim)
        index.add(numpy.fromfile(words[3], dtype="<f4").reshape(size, dim))
        print("ready", flush=True)
    else:
        start = clock()
        for _ in range(int(words[1])):
            index.search(z, 1)
        print(clock() - start, flush=True)
