package dev.etude.plugins.mlflow;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** Where a server is and who asks it: {@code http://host:port}, without a slash at its end, and credentials. */
final class Address {
    private static final String HERE = "http://127.0.0.1:5000";

    private final String url;
    private final String user;
    private final String password;
    private final String token;

    private Address(String url, String user, String password, String token) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.token = token;
    }

    /** The address that a setting gives, else {@code MLFLOW_TRACKING_URI}, else port 5000 of this machine. */
    static Address of(Optional<String> setting, Map<String, String> environment) throws IOException {
        Optional<String> variable =
                Optional.ofNullable(environment.get("MLFLOW_TRACKING_URI")).filter(value -> !value.isBlank());
        if (setting.isEmpty() && variable.flatMap(Address::fault).isPresent()) {
            throw new IOException("mlflow: MLFLOW_TRACKING_URI: " + variable.flatMap(Address::fault).get());
        }
        String url = setting.or(() -> variable).orElse(HERE).strip();
        return new Address(
                url.replaceAll("/+$", ""),
                environment.get("MLFLOW_TRACKING_USERNAME"),
                environment.get("MLFLOW_TRACKING_PASSWORD"),
                environment.get("MLFLOW_TRACKING_TOKEN"));
    }

    /** A server of this machine that asks for no credentials. */
    static Address local(int port) {
        return new Address("http://127.0.0.1:" + port, null, null, null);
    }

    /** What is wrong with an address, if anything is, with the mend. */
    static Optional<String> fault(String url) {
        try {
            URI uri = new URI(url.strip());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                return Optional.of("must be the address of a server, such as " + HERE + ", was '" + url
                        + "'; for files or a database of your own, run ./runner ui");
            }
            if (uri.getRawUserInfo() != null) {
                return Optional.of(
                        "must not hold a password; set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD");
            }
            if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                return Optional.of("must end before '?' and '#', was '" + url + "'");
            }
            return Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.of("must be an address such as " + HERE + ", was '" + url + "'");
        }
    }

    String url() {
        return url;
    }

    boolean secure() {
        return url.regionMatches(true, 0, "https:", 0, 6);
    }

    /** The other of http and https. */
    String otherScheme() {
        return (secure() ? "http" : "https") + url.substring(url.indexOf(':'));
    }

    String host() {
        return URI.create(url).getRawAuthority();
    }

    BasicMlflowHostCreds credentials() {
        return new BasicMlflowHostCreds(url, user, password, token, false);
    }

    /** The value of the header {@code Authorization}, as MLflow's Java client makes it. */
    Optional<String> authorization() {
        if (user != null && password != null) {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return Optional.ofNullable(token).map(bearer -> "Bearer " + bearer);
    }

    @Override
    public String toString() {
        return url;
    }
}
