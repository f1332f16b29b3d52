package dev.etude.plugins.stream;

import java.io.PrintStream;

/**
 * Keeps what one thread prints to {@link System#out} from being seen, and passes on what all others print.
 *
 * <p>For libraries that print and cannot be told not to. Whoever took {@code System.out} while the mute was on can go
 * on using it: once ended, it passes everything on.
 */
final class ThreadMute extends PrintStream {
    private final PrintStream original;
    private volatile Thread muted;

    private ThreadMute(PrintStream original) {
        super(original);
        this.original = original;
        this.muted = Thread.currentThread();
    }

    /** Mutes the calling thread until {@link #end}. One mute at a time: the caller holds a lock. */
    static ThreadMute begin() {
        ThreadMute mute = new ThreadMute(System.out);
        System.setOut(mute);
        return mute;
    }

    /** Lets the thread be heard again; a stream that somebody else set as {@code System.out} meanwhile stays. */
    void end() {
        muted = null;
        if (System.out == this) {
            System.setOut(original);
        }
    }

    // Text goes on as text, because only the original knows its encoding; numbers and line ends arrive as bytes.

    @Override
    public void print(String text) {
        if (isHeard()) {
            original.print(text);
        }
    }

    @Override
    public void print(Object value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(char[] text) {
        print(String.valueOf(text));
    }

    @Override
    public void print(char value) {
        print(String.valueOf(value));
    }

    @Override
    public void write(int value) {
        if (isHeard()) {
            original.write(value);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (isHeard()) {
            original.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() {
        original.flush();
    }

    @Override
    public boolean checkError() {
        return original.checkError();
    }

    @Override
    public void close() {
        original.close();
    }

    private boolean isHeard() {
        return Thread.currentThread() != muted;
    }
}
