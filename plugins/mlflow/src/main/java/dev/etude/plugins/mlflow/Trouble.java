package dev.etude.plugins.mlflow;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.mlflow.tracking.MlflowHttpException;

/** What goes wrong between here and a server, in one line that says where and what to do. */
final class Trouble {
    private static final int LONGEST_QUOTE = 160;
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private Trouble() {}

    /** Whether an answer is MLflow's own word that a run or experiment does not exist. */
    static boolean isUnknownThing(MlflowHttpException answer) {
        return answer.getStatusCode() == 404 && text(answer).contains("RESOURCE_DOES_NOT_EXIST");
    }

    /** No answer in time. */
    static IOException silence(Address address, Duration patience) {
        return new IOException("mlflow: no answer from " + address + " within " + patience.toSeconds()
                + " s; see whether it is an MLflow server and well, or raise the tracker's timeout"
                + (address.secure() ? ", or try " + address.otherScheme() : ""));
    }

    /** The answer is well-formed, and yet none that MLflow gives. */
    static IOException notMlflow(Address address) {
        return new IOException("mlflow: " + address + " does not answer as an MLflow server does; correct the address");
    }

    /** A call failed. */
    static IOException of(Address address, Throwable cause) {
        if (cause instanceof MlflowHttpException answer) {
            return ofAnswer(address, answer.getStatusCode(), text(answer), "");
        }
        return new IOException("mlflow: " + explain(address, cause), cause);
    }

    /**
     * The server answered with an error.
     *
     * @param body what it said, of any form
     * @param subject what was sent; may be empty
     */
    static IOException ofAnswer(Address address, int code, String body, String subject) {
        String said = " (" + code + quoted(body) + ")";
        String what = subject.isEmpty() ? "" : " " + subject;
        String line;
        if (code == 401) {
            line = address + " asks who you are" + said
                    + "; set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN";
        } else if (code == 403 && body.contains("Host header")) {
            line = address + " is not told to answer under that name" + said
                    + "; start the server with --allowed-hosts " + address.host();
        } else if (code == 403) {
            line = address + " refuses" + what + said + "; use another user or ask for the right";
        } else if (code / 100 == 3) {
            line = address + " sends elsewhere" + said + "; give the address that a browser ends at, perhaps "
                    + address.otherScheme();
        } else if (code == 404 && !body.contains("error_code")) {
            line = address + " is no MLflow server, or not its root" + said
                    + "; give the address at which a browser shows MLflow";
        } else if (code == 413) {
            line = address + " takes no file as large as" + what + said
                    + "; raise the limit of the proxy before it, or drop the ending from artifacts";
        } else if (code / 100 == 5) {
            line = address + " failed" + (what.isEmpty() ? "" : " on" + what) + said
                    + "; see the server's log and free disk";
        } else {
            line = address + " refuses" + what + said;
        }
        return new IOException("mlflow: " + line);
    }

    private static String explain(Address address, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "no such host: " + address + "; correct the tracker's address or MLFLOW_TRACKING_URI";
            }
            if (cause instanceof ConnectException) {
                return "no server at " + address + "; start one with ./runner ui or docker/compose.yaml, or correct the"
                        + " tracker's address or MLFLOW_TRACKING_URI";
            }
            if (cause instanceof HttpTimeoutException) {
                return "no answer from " + address + " in time; see whether it is well, or raise the tracker's timeout";
            }
            if (cause instanceof SSLHandshakeException && !saysPlain(cause)) {
                return "the certificate of " + address + " is not trusted (" + oneLine(cause.getMessage())
                        + "); add it to Java's trust store with keytool";
            }
            if (cause instanceof SSLException) {
                return address + " does not speak https; try " + address.otherScheme();
            }
        }
        return address + " does not answer as an MLflow server does (" + oneLine(last(thrown).toString()) + "); "
                + "correct the address, or try " + address.otherScheme();
    }

    private static boolean saysPlain(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("plaintext") || message.contains("Remote host terminated");
    }

    private static Throwable last(Throwable thrown) {
        Throwable last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last;
    }

    private static String text(MlflowHttpException answer) {
        return String.valueOf(answer.getBodyMessage());
    }

    private static String quoted(String body) {
        Matcher message = MESSAGE.matcher(body);
        String text = oneLine(message.find() ? message.group(1) : body);
        return text.isEmpty() || text.startsWith("<") ? "" : ": " + text;
    }

    private static String oneLine(String text) {
        String line = String.valueOf(text).replaceAll("\\\\n|\\s+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
