package com.engram.admin.settings;

import com.engram.admin.ConsoleLayout;
import com.engram.people.Permission;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * This server's configuration by subject: each property's value, its source and its meaning. The values of secrets are never
 * shown.
 */
@Path("/admin/settings")
@RequestScoped
@RolesAllowed(Permission.ADMINISTER)
@Produces(MediaType.TEXT_HTML)
public class SettingsConsole {

    private static final List<String> SECRET = List.of("password", "secret", "key", "token");

    @Inject
    private Config config;

    @Inject
    private ConsoleLayout layout;

    /**
     * A property; of a secret only whether it is set.
     *
     * @param source where the value comes from; {@code default} if it is not set
     */
    public record Setting(
            String name,
            String value,
            String source,
            boolean isSecret,
            boolean isSet,
            List<ConfigurationReference.Part> meaning) {}

    /**
     * Shows the properties of one subject.
     *
     * @param code of the subject; the first one if there is none with that code
     */
    @GET
    public View show(@QueryParam("subject") @DefaultValue("") String code) {
        SettingSubject subject = SettingSubject.find(code);
        Map<String, Setting> settings = new TreeMap<>();
        for (ConfigurationReference.Entry entry : ConfigurationReference.entries()) {
            settings.put(entry.name().toLowerCase(Locale.ROOT), setting(entry));
        }
        undocumented()
                .forEach(value -> settings.putIfAbsent(
                        value.getName().toLowerCase(Locale.ROOT),
                        setting(new ConfigurationReference.Entry(value.getName(), "", List.of()), Optional.of(value))));
        List<Setting> shown = settings.values().stream()
                .filter(setting -> SettingSubject.of(setting.name()) == subject)
                .toList();
        return layout.view("admin/settings", Map.of("settings", shown, "subject", subject.code()));
    }

    private Stream<ConfigValue> undocumented() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(name -> name.startsWith("ENGRAM_") ? propertyName(name) : name)
                .filter(name -> name.startsWith("engram."))
                .map(config::getConfigValue)
                .filter(value -> value.getValue() != null);
    }

    /** Environment variables lose upper and lower case; the config finds a property by either name. */
    private static String propertyName(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private Setting setting(ConfigurationReference.Entry entry) {
        ConfigValue value = config.getConfigValue(entry.name());
        return setting(entry, Optional.of(value).filter(found -> found.getValue() != null));
    }

    private static Setting setting(ConfigurationReference.Entry entry, Optional<ConfigValue> found) {
        String lower = entry.name().toLowerCase(Locale.ROOT);
        boolean secret = SECRET.stream().anyMatch(lower::contains) && !lower.startsWith("engram.limits.");
        String text = found.map(ConfigValue::getValue).orElse(entry.defaultText());
        return new Setting(
                entry.name(),
                // URLs may contain a user and a password.
                secret ? "" : text.replaceAll("//[^/@]*@", "//…@"),
                found.map(SettingsConsole::source).orElse("default"),
                secret,
                found.isPresent(),
                entry.meaning());
    }

    private static String source(ConfigValue value) {
        String source = String.valueOf(value.getSourceName());
        String lower = source.toLowerCase(Locale.ROOT);
        if (lower.contains("env")) {
            return "environment";
        }
        if (lower.contains("sysprop") || lower.contains("system propert")) {
            return "system";
        }
        return lower.contains("microprofile-config.properties") ? "shipped" : source;
    }
}
