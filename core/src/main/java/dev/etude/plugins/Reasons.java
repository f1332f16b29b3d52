package dev.etude.plugins;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ServiceConfigurationError;

/** Says in one line of plain words why a plugin or its JAR cannot be used, and what mends it. */
final class Reasons {
    private static final String ADD_CONSTRUCTOR =
            " has no public constructor without arguments; add one that holds the defaults";

    private Reasons() {}

    static String inWords(Throwable failure) {
        Throwable root = failure;
        boolean constructing = false;
        while (root.getCause() != null && isWrapper(root)) {
            constructing |= root instanceof InvocationTargetException || root instanceof ExceptionInInitializerError;
            root = root.getCause();
        }
        if (root instanceof UnsupportedClassVersionError) {
            return "was compiled for a newer Java than this one (" + Runtime.version().feature()
                    + "); compile it with --release 17, or run with a newer JDK";
        }
        if (root instanceof NoClassDefFoundError || root instanceof ClassNotFoundException) {
            return "needs the class " + String.valueOf(root.getMessage()).replace('/', '.')
                    + ", which is not there; put what it depends on into the JAR,"
                    + " or name it in the Class-Path of its manifest";
        }
        if (root instanceof ClassFormatError || root instanceof VerifyError) {
            return "holds a damaged class (" + describe(root) + "); build or download it again";
        }
        if (root instanceof LinkageError) {
            return "does not fit this version of Etude (" + describe(root) + "); build it against this version";
        }
        if (constructing) {
            return "its constructor without arguments fails (" + describe(root) + "); mend the plugin's defaults";
        }
        if (root instanceof SecurityException) {
            return "its signature does not match its contents (" + describe(root) + "); download it again";
        }
        if (root instanceof IOException) {
            return "cannot be read as a JAR (" + describe(root) + "); build or download it again";
        }
        if (root instanceof NoSuchMethodException) {
            return oneLine(root.getMessage()).replace(".<init>()", "") + ADD_CONSTRUCTOR;
        }
        if (root instanceof IllegalAccessException) {
            return "its record or constructor is not public; make both public";
        }
        if (root instanceof ServiceConfigurationError) {
            return services(oneLine(root.getMessage()));
        }
        return "cannot be loaded (" + describe(root) + "); mend the plugin, or take its JAR away";
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof ServiceConfigurationError
                || failure instanceof InvocationTargetException
                || failure instanceof LinkageError;
    }

    /** ServiceLoader's messages begin with the interface: {@code dev.etude.spi.CriticModel: Provider x.Y not found}. */
    private static String services(String message) {
        int colon = message.indexOf(": ");
        String door = colon < 0 ? "" : message.substring(0, colon);
        String what = colon < 0 ? message : message.substring(colon + 2);
        String type = what.replaceFirst("^Provider ", "").split(" ")[0];
        if (what.endsWith(" not found")) {
            return "META-INF/services names the class " + type
                    + ", which is not there; correct the name, or add the class";
        }
        if (what.endsWith(" not a subtype")) {
            return "META-INF/services names " + type + ", which does not implement " + door
                    + "; list it under the interface that it implements";
        }
        return "META-INF/services cannot be used (" + what.replaceFirst("^\\S+!/", "") + "); correct that file";
    }

    private static String describe(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : name + ": " + oneLine(failure.getMessage());
    }

    private static String oneLine(String message) {
        return message == null ? "no message" : message.strip().replaceAll("\\s+", " ");
    }
}
