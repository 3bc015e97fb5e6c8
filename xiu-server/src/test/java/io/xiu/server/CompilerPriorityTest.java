package io.xiu.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerPriorityTest {
    private static final Path OWN_THREADS = Path.of("/proc/self/task");
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");

    @Test
    void picksTheOptimizingCompilerAmongTheThreads(@TempDir Path tasks) throws IOException {
        thread(tasks, "11", "C2 CompilerThre\n");
        thread(tasks, "12", "C1 CompilerThre\n");
        thread(tasks, "13", "xiu-loop-1-1\n");
        Files.createDirectory(tasks.resolve("14"));

        assertThat(CompilerPriority.compilerThreads(tasks)).containsExactly("11");
    }

    @Test
    void lowersThePriorityOfTheCompilerAndOfNothingElse() throws IOException {
        assumeTrue(Files.isDirectory(OWN_THREADS) && Files.isExecutable(Path.of("/usr/bin/renice")));
        int own = nice(THIS_THREAD);
        assumeTrue(own <= CompilerPriority.NICE);

        List<String> before = CompilerPriority.compilerThreads(OWN_THREADS);

        assertThat(CompilerPriority.lower()).isTrue();

        // The JVM may begin and end such threads at any time.
        List<String> compilers = new ArrayList<>(CompilerPriority.compilerThreads(OWN_THREADS));
        compilers.retainAll(before);
        assertThat(compilers).isNotEmpty();
        for (String thread : compilers) {
            assertThat(nice(OWN_THREADS.resolve(thread))).isEqualTo(CompilerPriority.NICE);
        }
        assertThat(nice(THIS_THREAD)).isEqualTo(own);
    }

    private static void thread(Path tasks, String id, String name) throws IOException {
        Files.writeString(Files.createDirectory(tasks.resolve(id)).resolve("comm"), name);
    }

    /** Field 19 of the thread's stat (proc(5)); the name in field 2 may hold spaces. */
    private static int nice(Path thread) throws IOException {
        String stat = Files.readString(thread.resolve("stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }
}
